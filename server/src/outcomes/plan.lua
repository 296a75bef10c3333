-- Saves what is asked about an activity's outcomes. What somebody has answered stays as they were asked it.
-- KEYS[1] the plan
-- ARGV[1] the version that the page saw   ARGV[2] JSON of the plan
-- ARGV[3] digest of its questions   ARGV[4] digest of what is offered to those who commit
-- Returns 'saved', 'stale', 'closed', or 'questions' or 'options' if somebody has answered those.
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
if redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return 'closed' end
if version ~= tonumber(ARGV[1]) then return 'stale' end
local digests = { questions = ARGV[3], options = ARGV[4] }
local changed = {}
for _, part in ipairs({ 'questions', 'options' }) do
  if redis.call('HGET', KEYS[1], part) ~= digests[part] then
    if redis.call('HEXISTS', KEYS[1], part .. ' used') == 1 then return part end
    changed[#changed + 1] = part
  end
end
version = version + 1
for _, part in ipairs(changed) do
  redis.call('HSET', KEYS[1], part, digests[part], part .. ' version', version)
end
redis.call('HSET', KEYS[1], 'plan', ARGV[2], 'version', version)
return 'saved'
