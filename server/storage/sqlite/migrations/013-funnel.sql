-- How far callers got, as counts for each UTC day and site. Nothing here says who: no visitor, organization, key,
-- address or time of day.
CREATE TABLE funnel_daily (
  day TEXT NOT NULL,
  -- The origin of a listed site; empty for the service's own pages; 'other' for everything else.
  site TEXT NOT NULL,
  seen INTEGER NOT NULL,
  started INTEGER NOT NULL,
  key INTEGER NOT NULL,
  first_result INTEGER NOT NULL,
  spent INTEGER NOT NULL,
  signed_up INTEGER NOT NULL,
  PRIMARY KEY (day, site)
) STRICT, WITHOUT ROWID;
