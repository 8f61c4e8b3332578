/** Tokens and addresses that send messages. Data. */
import { holdsNumber } from '../checksums.ts';
import { shapesOf } from '../shape.ts';

const shape = shapesOf('messaging');

/** Lists the forms of tokens of messaging services. */
export const messaging = [
  shape(
    'a Slack token',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxo-', 'xoxr-', 'xoxs-'],
    /xox[bpoars]-((?:[0-9]{1}-)?[0-9A-Za-z-]{24,250})/,
  ),
  shape('a Slack browser token', ['xoxc-', 'xoxd-'], /xox[cd]-([A-Za-z0-9%+/-]{24,400})/),
  shape(
    'a Slack configuration token',
    ['xoxe-', 'xoxe.'],
    /xoxe(?:\.xox[bp])?-(?:\d-)?([A-Za-z0-9-]{100,250})/,
  ),
  shape('a Slack app token', 'xapp-', /xapp-\d-([A-Z0-9]{6,20}-\d{8,20}-[a-zA-Z0-9]{20,90})/),
  shape(
    'a Slack webhook',
    'hooks.slack.com/',
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/((?:[A-Z0-9]{6,20}|\d{8,20})\/[A-Za-z0-9/]{20,80})/,
  ),
  shape(
    'a Discord bot token',
    ['md', 'mt', 'mj', 'mz', 'nd', 'nt', 'nj', 'nz', 'od', 'ot'],
    /([MNO][DTjz][AEIMQUYcgk][w-z0-5][\w-]{19,22})\.[\w-]{6}\.[\w-]{27,38}/,
    { prove: (_, [, account = '']) => holdsNumber(account) },
  ),
  shape(
    'a Discord webhook',
    ['discord.com/api/', 'discordapp.com/api/'],
    /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d{17,20}\/([\w-]{60,72})/,
  ),
  shape('a Telegram bot token', ':aa', /(?<!\d)\d{8,10}:(AA[\w-]{32,33})/, { back: [10, 9, 8], glued: true }),
  shape(
    'a Teams webhook',
    '.webhook.office.com/',
    /\.webhook\.office\.com\/webhookb2\/[0-9a-f@-]{70,80}\/IncomingWebhook\/([0-9a-f]{32})\/[\w-]{36}/,
    { glued: true },
  ),
  shape(
    'a Google Chat webhook',
    'chat.googleapis.com/',
    /chat\.googleapis\.com\/v1\/spaces\/[\w-]{5,20}\/messages\?key=[\w-]{39}&token=([\w%-]{20,90})/,
  ),
  shape(
    'a Zapier webhook',
    'hooks.zapier.com/',
    /hooks\.zapier\.com\/hooks\/catch\/\d{4,10}\/([a-z0-9]{6,9})/,
    { severity: 'medium' },
  ),
  shape('a Twilio key', 'sk', /SK([0-9a-f]{32})/),
  shape('a SendGrid key', 'sg.', /SG\.([\w-]{20,24}\.[\w-]{39,50})/),
  shape('a Mailgun key', 'key-', /key-([a-f0-9]{32})/),
  shape('a Mailchimp key', '-us', /([0-9a-f]{32})-us[0-9]{1,2}/, { back: [32] }),
  shape('a Brevo key', ['xkeysib-', 'xsmtpsib-'], /x(?:key|smtp)sib-([a-f0-9]{64}-[A-Za-z0-9]{16})/),
  shape('a Resend key', 're_', /re_([A-Za-z0-9]{8}_[A-Za-z0-9]{24})/),
  shape('a MailerSend key', 'mlsn.', /mlsn\.([a-f0-9]{64})/),
  shape('a Klaviyo key', 'pk_', /pk_([a-f0-9]{34})/),
  shape('a webhook secret', 'whsec_', /whsec_([A-Za-z0-9+/]{32,60}={0,2})/),
  shape('a Courier key', 'pk_prod_', /pk_prod_([A-Z0-9]{28})/),
  shape('a Lark webhook', 'open.feishu.cn/', /open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/([0-9a-f-]{36})/),
  shape(
    'a DingTalk webhook',
    'oapi.dingtalk.com/',
    /oapi\.dingtalk\.com\/robot\/send\?access_token=([0-9a-f]{64})/,
  ),
  shape(
    'a WeCom webhook',
    'qyapi.weixin.qq.com/',
    /qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=([0-9a-f-]{36})/,
  ),
];
