-- A visitor withdraws fields: their values are deleted at once, from the staff's notes too. If
-- no field is left, the lead is deleted with its notes. The withdrawal itself stays on record.
-- KEYS[1] lead hash   KEYS[2] leads   KEYS[3] consents list   KEYS[4] intents   KEYS[5] shown hash
-- KEYS[6] withdrawals list
-- ARGV[1] visitor id   ARGV[2] id of the withdrawal   ARGV[3] now (ms)   ARGV[4] the visitor's number
-- ARGV[5] JSON of the ledger entry without its fields   ARGV[6] the head of its intent
-- ARGV[7] how many withdrawals the desk shows   ARGV[8…] fields
-- A repeat with the same id has no effect.
-- Returns {1 if no field is left, else 0, the lead's new version, fields that were live…}; fields that were
-- not live are ignored.
local visitor, id, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local fields = {}
for _, text in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  if cjson.decode(text).consentId == id then return { 0, 0 } end
end

-- Replaces every occurrence of a text, in upper or lower case.
local function without(text, part)
  local from, mark = 1, '[withdrawn]'
  while true do
    local first, last = string.find(string.lower(text), string.lower(part), from, true)
    if not first then return text end
    text = string.sub(text, 1, first - 1) .. mark .. string.sub(text, last + 1)
    from = first + #mark
  end
end

for i = 8, #ARGV do
  local field = ARGV[i]
  local value = redis.call('HGET', KEYS[1], 'value ' .. field)
  if value then
    fields[#fields + 1] = field
    local notes = redis.call('HGET', KEYS[1], 'notes')
    if notes then redis.call('HSET', KEYS[1], 'notes', without(notes, value)) end
    redis.call('HDEL', KEYS[1], 'value ' .. field, 'at ' .. field, 'consent ' .. field)
    redis.call('HDEL', KEYS[5], field .. ' ' .. visitor)
  end
end
if #fields == 0 then return { 0, 0 } end

local whole = true
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 6) == 'value ' then whole = false end
end
if whole then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], visitor)
else
  redis.call('HSET', KEYS[1], 'changedAt', now)
end

local withdrawal = cjson.encode({ consentId = id, kind = 'withdrawn', fields = fields, at = now })
local version = redis.call('RPUSH', KEYS[3], withdrawal)
local entry = cjson.decode(ARGV[5])
entry.data.fields = fields
local place = 'consent ' .. visitor
local pending = redis.call('HGET', KEYS[4], place) or ARGV[6]
redis.call('HSET', KEYS[4], place, pending .. '\n' .. cjson.encode(entry))
redis.call('LPUSH', KEYS[6], cjson.encode({
  visitorId = visitor, number = tonumber(ARGV[4]), fields = fields, whole = whole, at = now, version = version,
}))
redis.call('LTRIM', KEYS[6], 0, tonumber(ARGV[7]) - 1)
return { whole and 1 or 0, version, unpack(fields) }
