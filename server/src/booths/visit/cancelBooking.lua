-- Cancels one booking: this visitor's, or anyone's for the staff.
-- KEYS[1] bookings hash   ARGV[1] slot (ms)   ARGV[2] visitor id, or '' for the staff
-- Returns the visitor id of its holder, or '' if there was none to cancel.
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return '' end
local holder = cjson.decode(text).visitorId
if ARGV[2] ~= '' and ARGV[2] ~= holder then return '' end
redis.call('HDEL', KEYS[1], ARGV[1])
return holder
