/** Keys of clouds and of places where programs run. Data. */
import { shapesOf } from '../shape.ts';

const shape = shapesOf('cloud');

/** Lists the forms of keys of clouds. */
export const clouds = [
  shape(
    'the id of an AWS access key',
    ['akia', 'asia', 'abia', 'acca', 'a3t'],
    /(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)([A-Z0-9]{16})/,
    {
      severity: 'medium',
    },
  ),
  shape(
    'an AWS marketplace token',
    'amzn.mws.',
    /amzn\.mws\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/,
  ),
  shape('an Amazon OAuth secret', 'amzn1.oa2-cs.v1.', /amzn1\.oa2-cs\.v1\.([0-9a-f]{64})/),
  shape('a long-lived Bedrock key', 'absk', /ABSK([A-Za-z0-9+/]{109,269}={0,2})/),
  shape(
    'a short-lived Bedrock key',
    'bedrock-api-key-',
    /bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t([A-Za-z0-9+/=_%-]{0,2000})/,
  ),
  shape('a Google API key', 'aiza', /AIza([\w-]{35})/),
  shape('a Google API key', 'aq.ab', /AQ\.Ab([\w-]{48,60})/),
  shape('a Google OAuth secret', 'gocspx-', /GOCSPX-([\w-]{28})/),
  shape('a Google access token', 'ya29.', /ya29\.([\w.-]{30,500})/),
  shape('a Google refresh token', '1//0', /1\/\/0([\w-]{40,110})/),
  shape('a Google storage key', 'goog1e', /GOOG1E([A-Z2-7]{55})/),
  shape('a secret of an Azure application', 'q~', /([\w.~-]{3}\dQ~[\w.~-]{31,34})/, { back: [4] }),
  shape(
    'an Azure storage or Cosmos key',
    ['+ast', 'acdb', '+aba'],
    /([A-Za-z0-9+/]{76}(?:\+ASt|ACDb|\+ABa)[A-Za-z0-9+/]{6}==)/,
    {
      back: [76],
    },
  ),
  shape(
    'an Azure messaging key',
    ['+asb', '+aeh', '+arm', 'aiot'],
    /([A-Za-z0-9+/]{33}(?:\+ASb|\+AEh|\+ARm|AIoT)[A-Za-z0-9+/]{6}=)/,
    {
      back: [33],
    },
  ),
  shape(
    'an Azure key',
    ['azfu', 'azse', '+acr', 'azca', 'aaca'],
    /([A-Za-z0-9+/]{42,44}(?:AzFu|AzSe|\+ACR|AzCa|AACA)[A-Za-z0-9+/]{5,8}={0,2})/,
    {
      back: [42, 44],
    },
  ),
  shape('an Azure service key', 'jqqj9', /([A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{27})/, { back: [52] }),
  shape('an Azure signed link', 'sig=', /sig=([A-Za-z0-9%+/]{43,80}(?:%3[Dd]|=))/),
  shape('an Azure Functions key', ['?code=', '&code='], /[?&]code=([\w/-]{40,60}(?:={1,2}|%3[Dd]){1,2})/, {
    glued: true,
  }),
  shape(
    'an AWS session token',
    ['iqojb3jpz2lux2vj', 'fwogzxivyxdz', 'fqogzxivyxdz'],
    /(?:IQoJb3JpZ2luX2Vj|F[wQ]oGZXIvYXdz)([A-Za-z0-9+/]{100,2000}={0,2})/,
  ),
  shape('an Alibaba access key id', 'ltai', /LTAI([A-Za-z0-9]{12,24})/, { severity: 'medium' }),
  shape('a Tencent access key id', 'akid', /AKID([A-Za-z0-9]{32})/, { severity: 'medium' }),
  shape('a DigitalOcean token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], /do[opr]_v1_([a-f0-9]{64})/),
  shape(
    'a Heroku key',
    'hrku-',
    /HRKU-((?:AA[\w-]{58,62})|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})/,
  ),
  shape('a Cloudflare origin key', 'v1.0-', /v1\.0-([a-f0-9]{24}-[a-f0-9]{146})/),
  shape('a Cloudflare token', ['cfut_', 'cfat_', 'cfk_'], /cf(?:ut|at|k)_([A-Za-z0-9]{40,60})/),
  shape(
    'a Fly.io token',
    ['fo1_', 'fm1', 'fm2_'],
    /(?:fo1_([\w-]{43})|fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,}={0,3})/,
  ),
  shape('a Render key', 'rnd_', /rnd_([A-Za-z0-9]{28,36})/),
  shape('a Netlify token', ['nfp_', 'nfo_', 'nfu_'], /nf[pou]_([A-Za-z0-9]{36,40})/),
  shape('a Vercel token', ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], /vc[piark]_([A-Za-z0-9]{24,60})/),
  shape('a Supabase token', ['sbp_', 'sb_secret_'], /(?:sbp_(?:v0_)?([a-f0-9]{40})|sb_secret_[\w-]{31,40})/),
  shape('a PlanetScale token', 'pscale_', /pscale_(?:tkn|oauth|pw)_([\w=.-]{32,64})/),
  shape('a Neon key', 'napi_', /napi_([a-z0-9]{50,70})/),
  shape('a Scaleway access key', 'scw', /SCW([A-Z0-9]{17})/, { severity: 'medium' }),
  shape('a Yandex key', ['aqvn', 'ycaj', 'ycam', 'ycao'], /(?:AQVN[\w-]{35,38}|YC[aA-z][\w-]{37})/),
  shape('a Yandex token', 't1.', /t1\.([\w-]{20,400}={0,2}\.[\w-]{86}={0,2})/),
  shape('an OpenShift token', 'sha256~', /sha256~([\w-]{43})/),
  shape('a Scalingo token', 'tk-us-', /tk-us-([\w-]{48})/),
  shape('a Convex deploy key', 'prod:', /prod:[a-z]+-[a-z]+-\d{3}\|([A-Za-z0-9+/=]{40,200})/),
  shape('a Deno Deploy token', ['ddp_', 'ddo_'], /dd[po]_([A-Za-z0-9]{36,40})/),
];
