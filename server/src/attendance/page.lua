-- Records when a page of a person began or stopped watching a session.
-- KEYS[1] pages
-- ARGV[1] person id   ARGV[2] page id   ARGV[3] the web session it belongs to   ARGV[4] open | close
-- ARGV[5] now (ms)
-- ARGV[6] how many of a person's latest pages are kept
-- Stored as a list of [page, web session, from, to or 0], oldest first. Returns nothing.
local text = redis.call('HGET', KEYS[1], ARGV[1])
local pages = text and cjson.decode(text) or {}
if ARGV[4] == 'open' then
  for _, page in ipairs(pages) do
    if page[1] == ARGV[2] and page[4] == 0 then return end
  end
  pages[#pages + 1] = { ARGV[2], ARGV[3], tonumber(ARGV[5]), 0 }
  while #pages > tonumber(ARGV[6]) do table.remove(pages, 1) end
else
  for i = #pages, 1, -1 do
    if pages[i][1] == ARGV[2] and pages[i][4] == 0 then
      pages[i][4] = tonumber(ARGV[5])
      break
    end
  end
end
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(pages))
