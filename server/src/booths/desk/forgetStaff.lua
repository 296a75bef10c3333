-- In a chat, or in a booth's calls, a member of staff who was erased becomes nobody in particular.
-- KEYS[1] chat hash or calls hash
-- ARGV[1] their person id   ARGV[2] JSON {staffId, name} of nobody in particular
-- Returns how many texts were changed. A repeat has no effect.
local nobody, changed = cjson.decode(ARGV[2]), 0
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do
  local field, text = flat[i], flat[i + 1]
  local value = string.sub(text, 1, 1) == '{' and cjson.decode(text) or {}
  if field == 'assignee' and value.staffId == ARGV[1] then
    redis.call('HDEL', KEYS[1], field)
    changed = changed + 1
  elseif type(value.staff) == 'table' and value.staff.staffId == ARGV[1] then
    value.staff = nobody
    redis.call('HSET', KEYS[1], field, cjson.encode(value))
    changed = changed + 1
  end
end
return changed
