-- Saves the staff's notes about a lead, while it exists.
-- KEYS[1] lead hash   ARGV[1] notes   ARGV[2] rating, or ''   ARGV[3] now (ms)
-- Returns 1, or 0 if there is no such lead.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'notes', ARGV[1], 'rating', ARGV[2], 'changedAt', ARGV[3])
return 1
