-- Single requests are stored in the order in which they were recorded, so that the oldest are found by their ID.
DROP INDEX usage_event_age;
