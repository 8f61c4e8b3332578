/** Tokens of other services. Data. */
import { shapesOf } from '../shape.ts';

const shape = shapesOf('service');

/** Lists the forms of tokens of other services. */
export const services = [
  shape('a Linear token', ['lin_api_', 'lin_oauth_', 'lin_wh_'], /lin_(?:api|oauth|wh)_([A-Za-z0-9]{32,64})/),
  shape('a Notion token', ['ntn_', 'secret_'], /(?:ntn_[0-9]{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})/),
  shape('an Airtable token', 'pat', /pat([A-Za-z0-9]{14}\.[a-f0-9]{64})/),
  shape('a Figma token', ['figd_', 'figo_', 'figu_', 'figdr_', 'figur_', 'figor_'], /fig[dou]r?_([\w-]{40})/),
  shape('a Postman key', 'pmak-', /PMAK-([a-fA-F0-9]{24}-[a-fA-F0-9]{34})/),
  shape('a Postman collection token', 'pmat-', /PMAT-([A-Z0-9]{26})/),
  shape(
    'a HubSpot token',
    'pat-',
    /pat-(?:na|eu)\d-([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})/,
  ),
  shape('a ClickUp token', 'pk_', /pk_\d{6,10}_([A-Z0-9]{32})/),
  shape('a Contentful token', 'cfpat-', /CFPAT-([\w-]{43})/),
  shape('a Typeform token', 'tfp_', /tfp_([\w.=-]{40,60})/),
  shape('a ReadMe key', 'rdme_', /rdme_([a-z0-9]{70})/),
  shape('an Adafruit key', 'aio_', /aio_([A-Za-z0-9]{28})/),
  shape('an Adobe secret', 'p8e-', /p8e-([A-Za-z0-9_-]{32})/),
  shape('a Beamer token', 'b_', /b_([a-zA-Z0-9=_-]{44})/),
  shape('a Frame.io token', 'fio-u-', /fio-u-([\w=-]{64})/),
  shape('a Mapbox secret token', 'sk.eyj', /sk\.(eyJ[A-Za-z0-9_-]{40,200}\.[\w-]{20,40})/),
  shape('a Dropbox token', 'sl.', /sl\.(?:u\.)?([\w-]{100,1500})/),
  shape('a Facebook token', 'eaa', /EAA([A-Za-z0-9]{80,400})/),
  shape('an Instagram token', ['igqv', 'igqw'], /IGQ[VW]([A-Za-z0-9_-]{80,300})/),
  shape('a Twitter bearer token', 'aaaaaaaaaaaaaaaaaaaaa', /A{20,24}([A-Za-z0-9%]{70,120})/),
  shape('an Intercom token', 'dg9rog', /(dG9rO[A-Za-z0-9+/]{50,70}={0,2})/),
  shape('a Sanity token', 'sk', /sk([A-Za-z0-9]{79,180})/),
  shape('an Okta token', 'ssws ', /SSWS (00[\w-]{40})/),
  shape(
    'a WakaTime key',
    ['waka_', 'waka_tok_'],
    /waka_(?:tok_|sec_|ref_)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9]{80})/,
  ),
  shape('a Ngrok key', 'ngrok', /ngrok_(?:api_)?([A-Za-z0-9_]{30,60})/),
  shape('a Ubidots token', 'bbff-', /BBFF-([A-Za-z0-9]{30})/),
  shape('an Outline or NocoDB key', ['ol_api_', 'nc_pat_'], /(?:ol_api|nc_pat)_([A-Za-z0-9]{38,50})/),
  shape('a Cal.com key', ['cal_live_', 'cal_test_'], /cal_(?:live|test)_([a-f0-9]{32})/),
  shape('an Unkey key', 'unkey_', /unkey_([A-Za-z0-9]{20,40})/),
  shape('a Stytch secret', ['secret-test-', 'secret-live-'], /secret-(?:test|live)-([\w-]{36}=?)/),
  shape(
    'a Bitwarden token',
    '0.',
    /0\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==)/,
  ),
  shape('a Zuplo key', 'zpka_', /zpka_([a-z0-9]{32}_[a-f0-9]{8})/),
  shape('a Maxmind key', '_mmk', /([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)/, { back: [36] }),
  shape('a Nylas key', 'nyk_', /nyk_(?:v0_)?([A-Za-z0-9]{60,70})/),
  shape('an Asana token', ['0/', '1/', '2/'], /[012]\/(?:\d{16}(?:\/\d{16})?):([0-9a-f]{32})/),
  shape(
    'a key of an Ethereum node',
    ['.infura.io/v3/', '.alchemy.com/v2/', '.alchemyapi.io/v2/'],
    /\.(?:infura\.io\/v3|alchemy(?:api)?\.(?:com|io)\/v2)\/([\w-]{32})/,
  ),
];
