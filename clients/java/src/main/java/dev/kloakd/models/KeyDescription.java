package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * What a key may do.
 *
 * @param kind {@code live}, {@code test} or {@code jwt}
 * @param organizationId the key's organization
 * @param organizationName its name
 * @param plan the organization's plan
 * @param modules what the plan includes
 * @param access {@code read} or {@code full}
 * @param limits what the key may use
 * @param expiresAt RFC 3339; null where it does not expire
 * @param last4 the end of the key; null for a JWT
 */
public record KeyDescription(
        String kind,
        @JsonProperty("organization_id") String organizationId,
        @JsonProperty("organization_name") String organizationName,
        String plan,
        List<ModuleState> modules,
        String access,
        List<Limit> limits,
        @JsonProperty("expires_at") String expiresAt,
        String last4) {
    /** {@return what the plan includes} */
    @Override
    public List<ModuleState> modules() {
        return Absent.list(modules);
    }

    /** {@return what the key may use} */
    @Override
    public List<Limit> limits() {
        return Absent.list(limits);
    }
}
