-- Leases intents to one server, each unless another one has it.
-- KEYS[1] leases
-- ARGV four each: intent id, the server's token, now (ms), when (ms) the lease expires; 0: it lets go of the lease
-- Returns for each 1 if this server has it, else 0.
local answers, ids, held = {}, {}, {}
for i = 1, #ARGV, 4 do ids[#ids + 1] = ARGV[i] end
for i, lease in ipairs(redis.call('HMGET', KEYS[1], unpack(ids))) do held[ids[i]] = lease end
local leased = {}
for i = 1, #ARGV, 4 do
  local id, token, now, expires = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3]
  local holder, untilMs = string.match(held[id] or '- 0', '^(%S+) (.+)$')
  if holder == token or tonumber(untilMs) <= now then
    held[id] = expires == '0' and '- 0' or token .. ' ' .. expires
    leased[#leased + 1], leased[#leased + 2] = id, held[id]
    answers[#answers + 1] = 1
  else
    answers[#answers + 1] = 0
  end
end
if #leased > 0 then redis.call('HSET', KEYS[1], unpack(leased)) end
return answers
