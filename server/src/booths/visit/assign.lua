-- Hands a chat from one member of staff to another, or takes or releases it.
-- KEYS[1] chat hash
-- ARGV[1] current staff id on the sender's page, or ''   ARGV[2] JSON {staffId, name} of the new one, or ''
-- Returns ok | missing | stale (a colleague has it).
if redis.call('HEXISTS', KEYS[1], 'seq') == 0 then return 'missing' end
local text = redis.call('HGET', KEYS[1], 'assignee')
if text == ARGV[2] or (not text and ARGV[2] == '') then return 'ok' end
if (text and cjson.decode(text).staffId or '') ~= ARGV[1] then return 'stale' end
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], 'assignee')
else
  redis.call('HSET', KEYS[1], 'assignee', ARGV[2])
end
return 'ok'
