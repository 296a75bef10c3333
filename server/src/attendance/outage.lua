-- One step of an outage. Its opening and its closing are stored together with an intent.
-- KEYS[1] outages   KEYS[2] intents
-- ARGV[1] id   ARGV[2] open | close | seal | kept
-- ARGV[3] open: its JSON   close: now (ms)   ARGV[4] open, close: the head of the intent
-- Returns the outage's JSON, or nil if there is nothing to do.
local id, step = ARGV[1], ARGV[2]
local text = redis.call('HGET', KEYS[1], id)

local function save(line)
  redis.call('HSET', KEYS[1], id, text)
  if line then
    redis.call('HSET', KEYS[2], id, (redis.call('HGET', KEYS[2], id) or ARGV[4]) .. '\n' .. line)
  end
  return text
end

if step == 'open' then
  if text then return nil end
  text = ARGV[3]
  return save('opened')
end
if not text then return nil end
local outage = cjson.decode(text)
if step == 'close' then
  if outage.to ~= cjson.null then return nil end
  outage.to = math.max(tonumber(ARGV[3]), outage.from)
elseif step == 'seal' then
  -- Its end is on its way to the ledger: it can no longer be extended.
  outage.sealed = true
else
  outage.kept = true
end
text = cjson.encode(outage)
return save(step == 'close' and 'closed' or nil)
