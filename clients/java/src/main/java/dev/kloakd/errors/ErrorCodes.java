package dev.kloakd.errors;

/** What {@link ApiStatusException#code()} may be; a newer service may have more. */
public final class ErrorCodes {
    /** This host cannot be discovered. */
    public static final String BLOCKED_HOST = "blocked_host";
    /** The body is too large. */
    public static final String BODY_TOO_LARGE = "body_too_large";
    /** The discovery was cancelled. */
    public static final String CANCELLED = "cancelled";
    /** This code is not valid. */
    public static final String CLAIM_CODE_INVALID = "claim_code_invalid";
    /** Too many discoveries at once. */
    public static final String CONCURRENCY_LIMIT = "concurrency_limit";
    /** The confirmation does not match. */
    public static final String CONFIRMATION_MISMATCH = "confirmation_mismatch";
    /** That is not a key of this service. */
    public static final String CREDENTIAL_MALFORMED = "credential_malformed";
    /** No credential. */
    public static final String CREDENTIAL_MISSING = "credential_missing";
    /** The email address is not verified. */
    public static final String EMAIL_NOT_VERIFIED = "email_not_verified";
    /** The headers are too large. */
    public static final String HEADERS_TOO_LARGE = "headers_too_large";
    /** This Idempotency-Key belongs to another request. */
    public static final String IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused";
    /** The fingerprint is not one that a browser gives. */
    public static final String IMPLAUSIBLE_FINGERPRINT = "implausible_fingerprint";
    /** The service failed. */
    public static final String INTERNAL_ERROR = "internal_error";
    /** The service stopped while this ran. */
    public static final String INTERRUPTED = "interrupted";
    /** A field is missing or wrong. */
    public static final String INVALID_FIELD = "invalid_field";
    /** The body is not valid JSON. */
    public static final String INVALID_JSON = "invalid_json";
    /** The proof of work is not valid. */
    public static final String INVALID_PROOF = "invalid_proof";
    /** The request could not be read. */
    public static final String INVALID_REQUEST = "invalid_request";
    /** That is not a web address. */
    public static final String INVALID_URL = "invalid_url";
    /** This invitation is not valid. */
    public static final String INVITATION_INVALID = "invitation_invalid";
    /** This key has expired. */
    public static final String KEY_EXPIRED = "key_expired";
    /** The organization has as many keys as it may. */
    public static final String KEY_LIMIT_REACHED = "key_limit_reached";
    /** This key was used from too many networks today. */
    public static final String KEY_NETWORK_LIMIT = "key_network_limit";
    /** This key was revoked. */
    public static final String KEY_REVOKED = "key_revoked";
    /** Unknown key. */
    public static final String KEY_UNKNOWN = "key_unknown";
    /** An organization needs an owner. */
    public static final String LAST_OWNER = "last_owner";
    /** All free discoveries are used. */
    public static final String LIFETIME_QUOTA_EXHAUSTED = "lifetime_quota_exhausted";
    /** This link is not valid any more. */
    public static final String LINK_INVALID = "link_invalid";
    /** An API key cannot do this. */
    public static final String MEMBER_REQUIRED = "member_required";
    /** This key may not use this module. */
    public static final String MODULE_NOT_ALLOWED = "module_not_allowed";
    /** This module is not installed here. */
    public static final String MODULE_NOT_INSTALLED = "module_not_installed";
    /** This month’s discoveries are used. */
    public static final String MONTHLY_QUOTA_EXHAUSTED = "monthly_quota_exhausted";
    /** This key may not be used from your network. */
    public static final String NETWORK_NOT_ALLOWED = "network_not_allowed";
    /** The plan does not include this module. */
    public static final String NOT_ENTITLED = "not_entitled";
    /** Not found. */
    public static final String NOT_FOUND = "not_found";
    /** The organization header is missing. */
    public static final String ORGANIZATION_HEADER_MISSING = "organization_header_missing";
    /** You own as many organizations as one person may. */
    public static final String ORGANIZATION_LIMIT_REACHED = "organization_limit_reached";
    /** Not this organization. */
    public static final String ORGANIZATION_MISMATCH = "organization_mismatch";
    /** This request came from another site. */
    public static final String ORIGIN_NOT_ALLOWED = "origin_not_allowed";
    /** Too busy at the moment. */
    public static final String OVERLOADED = "overloaded";
    /** That port is not a web port. */
    public static final String PORT_NOT_ALLOWED = "port_not_allowed";
    /** The address belongs to a private network. */
    public static final String PRIVATE_ADDRESS = "private_address";
    /** A new visitor must solve a small puzzle. */
    public static final String PROOF_REQUIRED = "proof_required";
    /** Too many requests. */
    public static final String RATE_LIMITED = "rate_limited";
    /** This key or plan may only read. */
    public static final String READ_ONLY_CREDENTIAL = "read_only_credential";
    /** Playground keys cannot change anything. */
    public static final String READ_ONLY_KEY = "read_only_key";
    /** The request did not arrive in time. */
    public static final String REQUEST_TIMEOUT = "request_timeout";
    /** The site does not allow robots. */
    public static final String ROBOTS_DISALLOWED = "robots_disallowed";
    /** Your role does not allow this. */
    public static final String ROLE_REQUIRED = "role_required";
    /** Only http and https can be discovered. */
    public static final String SCHEME_NOT_ALLOWED = "scheme_not_allowed";
    /** Not signed in. */
    public static final String SESSION_REQUIRED = "session_required";
    /** The email address or the password is wrong. */
    public static final String SIGN_IN_FAILED = "sign_in_failed";
    /** Signing up is closed. */
    public static final String SIGN_UP_CLOSED = "sign_up_closed";
    /** The site could not be reached. */
    public static final String TARGET_UNREACHABLE = "target_unreachable";
    /** This token has expired. */
    public static final String TOKEN_EXPIRED = "token_expired";
    /** This token is not valid. */
    public static final String TOKEN_INVALID = "token_invalid";
    /** Too many failed attempts from this network. */
    public static final String TOO_MANY_FAILED_ATTEMPTS = "too_many_failed_attempts";
    /** Too many new visitors from this network. */
    public static final String TOO_MANY_NEW_VISITORS = "too_many_new_visitors";
    /** The body is not JSON. */
    public static final String UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type";
    /** The module did not answer. */
    public static final String UPSTREAM_FAILED = "upstream_failed";
    /** The address contains a user name or password. */
    public static final String USERINFO_NOT_ALLOWED = "userinfo_not_allowed";

    private ErrorCodes() {
    }
}
