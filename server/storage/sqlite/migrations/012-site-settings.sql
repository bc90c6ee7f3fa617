-- What a site decides about the playground on its pages, as JSON. An empty object: nothing yet.
ALTER TABLE site ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
