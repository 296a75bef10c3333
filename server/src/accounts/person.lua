-- Creates a person, or changes the given fields of the one there is; two who edit different fields both keep theirs.
-- KEYS[1] the person
-- ARGV[1] JSON of the given fields, null for one that goes   ARGV[2] JSON of what else a new person has
-- Returns {what the person was as JSON, or '' for a new one, what they are now as JSON}.
local before = redis.call('GET', KEYS[1])
local person = cjson.decode(before or ARGV[2])
for field, value in pairs(cjson.decode(ARGV[1])) do
  if value == cjson.null then value = nil end
  person[field] = value
end
local after = cjson.encode(person)
redis.call('SET', KEYS[1], after)
return { before or '', after }
