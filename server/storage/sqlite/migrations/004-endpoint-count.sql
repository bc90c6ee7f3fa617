-- How many endpoints a result has, so that it can be answered without being parsed.
-- NULL where a result is not a list of endpoints, and where there is none.
ALTER TABLE discovery ADD COLUMN endpoint_count INTEGER;
UPDATE discovery SET endpoint_count = json_array_length(result, '$.endpoints') WHERE result IS NOT NULL;
