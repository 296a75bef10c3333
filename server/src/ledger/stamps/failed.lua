-- Notes that a time stamp could not be had, unless one was recorded meanwhile.
-- KEYS[1] stamps, by the seq that they stamp   KEYS[2] the failure
-- ARGV[1] seq of the last stamp that the attempt knew, 0 for none   ARGV[2] the time (ms)
-- ARGV[3] why   ARGV[4] and ARGV[5] the first and the longest wait before the next attempt (ms)
-- Returns how often it was tried, or 0 if a stamp was recorded meanwhile.
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if tonumber(last[2] or '0') ~= tonumber(ARGV[1]) then return 0 end
local tries = redis.call('HINCRBY', KEYS[2], 'tries', 1)
local wait = math.min(tonumber(ARGV[4]) * 2 ^ math.min(tries - 1, 30), tonumber(ARGV[5]))
redis.call('HSETNX', KEYS[2], 'since', ARGV[2])
redis.call('HSET', KEYS[2], 'reason', ARGV[3], 'nextAt', string.format('%d', tonumber(ARGV[2]) + wait))
return tries
