/**
 * What the service answers, as records. Fields that this version does not know are left out; lists and maps are never
 * null. A text or number that the service leaves out is null or 0.
 */
package dev.kloakd.models;
