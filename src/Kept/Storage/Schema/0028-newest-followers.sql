-- oldest program: 27
-- The newest cases of an address or a number, of somebody who may be on thousands.
DROP INDEX followers_mail;
DROP INDEX followers_phone;
CREATE INDEX followers_mail ON followers (mail_key, id) WHERE mail_key IS NOT NULL;
CREATE INDEX followers_phone ON followers (phone_key, id) WHERE phone_key IS NOT NULL;
