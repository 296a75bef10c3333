-- Changes the given fields of a stored object, or creates it; simultaneous changes of different fields both
-- stay.
-- KEYS[1] the object, as JSON
-- ARGV[1] JSON of the given fields, null to remove one
-- ARGV[2] JSON of a new object's other fields, '' to create none
-- Returns {JSON of the object before, or '' if new, JSON of the object now}, or {} if there is none.
local before = redis.call('GET', KEYS[1])
if not before and ARGV[2] == '' then
  return {}
end
local object = cjson.decode(before or ARGV[2])
for field, value in pairs(cjson.decode(ARGV[1])) do
  if value == cjson.null then value = nil end
  object[field] = value
end
local after = cjson.encode(object)
redis.call('SET', KEYS[1], after)
return { before or '', after }
