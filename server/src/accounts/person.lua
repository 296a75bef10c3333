-- Changes a person, or creates one, together with what they are at a conference. Simultaneous changes of
-- different fields all stay.
-- KEYS[1] the identity, as JSON   KEYS[2] hash: conference id → JSON of a membership
-- ARGV[1] JSON of the identity's given fields, null to remove one
-- ARGV[2] JSON of a new identity's other fields, '' to create none
-- ARGV[3] conference id, '' for none
-- ARGV[4] JSON of the membership's given fields, null to remove one   ARGV[5] JSON of a new one's other fields
-- Returns {identity before or '', identity now, membership before or '', membership now or ''}, or {} if there
-- is no such person.
local before = redis.call('GET', KEYS[1])
if not before and ARGV[2] == '' then
  return {}
end
local function merged(text, given)
  local object = cjson.decode(text)
  for field, value in pairs(cjson.decode(given)) do
    if value == cjson.null then value = nil end
    object[field] = value
  end
  -- An empty list is the same as an empty object to Lua.
  return (string.gsub(cjson.encode(object), '"roles":{}', '"roles":[]'))
end
local after = merged(before or ARGV[2], ARGV[1])
redis.call('SET', KEYS[1], after)
if ARGV[3] == '' then
  return { before or '', after, '', '' }
end
local was = redis.call('HGET', KEYS[2], ARGV[3])
local is = merged(was or ARGV[5], ARGV[4])
redis.call('HSET', KEYS[2], ARGV[3], is)
return { before or '', after, was or '', is }
