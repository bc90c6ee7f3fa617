package kloakd

// Code is what a program switches on. As an error it is a target for errors.Is:
//
//	errors.Is(err, kloakd.CodeLifetimeQuotaExhausted)
type Code string

func (c Code) Error() string { return string(c) }

// The codes that a key can meet. The service may have more by now.
const (
	CodeInvalidJSON               Code = "invalid_json"
	CodeInvalidField              Code = "invalid_field"
	CodeInvalidRequest            Code = "invalid_request"
	CodeImplausibleFingerprint    Code = "implausible_fingerprint"
	CodeInvalidProof              Code = "invalid_proof"
	CodeIdempotencyKeyReused      Code = "idempotency_key_reused"
	CodeCredentialMissing         Code = "credential_missing"
	CodeCredentialMalformed       Code = "credential_malformed"
	CodeKeyUnknown                Code = "key_unknown"
	CodeKeyRevoked                Code = "key_revoked"
	CodeKeyExpired                Code = "key_expired"
	CodeKeyNetworkLimit           Code = "key_network_limit"
	CodeOrganizationHeaderMissing Code = "organization_header_missing"
	CodeOrganizationMismatch      Code = "organization_mismatch"
	CodeReadOnlyKey               Code = "read_only_key"
	CodeNotEntitled               Code = "not_entitled"
	CodeNotFound                  Code = "not_found"
	CodeModuleNotInstalled        Code = "module_not_installed"
	CodeBodyTooLarge              Code = "body_too_large"
	CodeHeadersTooLarge           Code = "headers_too_large"
	CodeRequestTimeout            Code = "request_timeout"
	CodeUnsupportedMediaType      Code = "unsupported_media_type"
	CodeInvalidURL                Code = "invalid_url"
	CodeSchemeNotAllowed          Code = "scheme_not_allowed"
	CodeUserinfoNotAllowed        Code = "userinfo_not_allowed"
	CodePortNotAllowed            Code = "port_not_allowed"
	CodePrivateAddress            Code = "private_address"
	CodeBlockedHost               Code = "blocked_host"
	CodeRobotsDisallowed          Code = "robots_disallowed"
	CodeProofRequired             Code = "proof_required"
	CodeRateLimited               Code = "rate_limited"
	CodeTooManyFailedAttempts     Code = "too_many_failed_attempts"
	CodeLifetimeQuotaExhausted    Code = "lifetime_quota_exhausted"
	CodeMonthlyQuotaExhausted     Code = "monthly_quota_exhausted"
	CodeTooManyNewVisitors        Code = "too_many_new_visitors"
	CodeTargetUnreachable         Code = "target_unreachable"
	CodeOverloaded                Code = "overloaded"
	CodeInterrupted               Code = "interrupted"
	CodeCancelled                 Code = "cancelled"
	CodeInternalError             Code = "internal_error"
)
