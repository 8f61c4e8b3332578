const axios = require('axios').default;
const needle = require('needle');
const https = require('https');
const hosts = { news: 'https://news.example.com' };

app.get('/proxy', async (req, res) => {
  // ruleid: javascript.ssrf-from-request
  const page = await axios.get(req.query.url);
  // ruleid: javascript.ssrf-from-request
  needle.get(req.query.url + req.query.symbol, done);
  // ruleid: javascript.ssrf-from-request
  https.get(`https://${req.query.host}/status`);
  // ruleid: javascript.ssrf-from-request
  await axios({ url: req.query.url, headers: { accept: 'text/html' } });
  // ok: javascript.ssrf-from-request
  await axios.get(hosts[req.query.site]);
  // ok: javascript.ssrf-from-request
  await axios.get(`https://api.example.com/users/${req.params.id}`);
  // ok: javascript.ssrf-from-request
  await axios.post('https://api.example.com/', { url: req.body.url });
  // ok: javascript.ssrf-from-request
  cache.get(req.query.url);
});
