-- One step of an outage.
-- KEYS[1] outages
-- ARGV[1] id   ARGV[2] open | close | lease | recorded | kept
-- ARGV[3] open: its JSON   close, lease: now (ms)   recorded: 1 where its end is recorded too, 0 where it lasts
-- ARGV[4] lease: until (ms)   ARGV[5] lease: the ledger's last entry, before which it cannot be
-- Returns the outage's JSON, or nil where there is nothing to do.
local text = redis.call('HGET', KEYS[1], ARGV[1])
if ARGV[2] == 'open' then
  if text then return nil end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
  return ARGV[3]
end
if not text then return nil end
local outage, now = cjson.decode(text), tonumber(ARGV[3])
if ARGV[2] == 'close' then
  if outage.to ~= cjson.null then return nil end
  outage.to = math.max(now, outage.from)
elseif ARGV[2] == 'lease' then
  if (outage.leaseUntil or 0) > now or outage.closed then return nil end
  outage.leaseUntil = tonumber(ARGV[4])
  outage.ledgerSeq = outage.ledgerSeq or tonumber(ARGV[5])
elseif ARGV[2] == 'kept' then
  outage.kept = true
else
  outage.opened, outage.leaseUntil = true, 0
  if ARGV[3] == '1' then outage.closed = true end
end
text = cjson.encode(outage)
redis.call('HSET', KEYS[1], ARGV[1], text)
return text
