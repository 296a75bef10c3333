-- Creates a person, or changes the given fields of an existing one; simultaneous edits of different fields
-- both stay.
-- KEYS[1] the person
-- ARGV[1] JSON of the given fields, null to remove one   ARGV[2] JSON of a new person's other fields
-- Returns {JSON of the person before, or '' if new, JSON of the person now}.
local before = redis.call('GET', KEYS[1])
local person = cjson.decode(before or ARGV[2])
for field, value in pairs(cjson.decode(ARGV[1])) do
  if value == cjson.null then value = nil end
  person[field] = value
end
local after = cjson.encode(person)
redis.call('SET', KEYS[1], after)
return { before or '', after }
