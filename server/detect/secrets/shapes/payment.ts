/** Keys that move money. Data. */
import { shapesOf } from '../shape.ts';

const shape = shapesOf('payment');
const test = { severity: 'medium' } as const;

/** Lists the forms of keys of payment services and shops. */
export const payment = [
  shape(
    'a Stripe key',
    ['sk_live_', 'rk_live_', 'sk_prod_', 'rk_prod_'],
    /[sr]k_(?:live|prod)_([A-Za-z0-9]{10,120})/,
  ),
  shape(
    'a Stripe or Clerk key of the test mode',
    ['sk_test_', 'rk_test_'],
    /[sr]k_test_([A-Za-z0-9]{10,120})/,
    test,
  ),
  shape('a Stripe organisation key', 'sk_org_', /sk_org_(?:live_|test_)?([A-Za-z0-9]{24,120})/),
  shape('a Square token', 'eaaa', /EAAA([A-Za-z0-9+=_-]{22,60})/),
  shape('a Square key', ['sq0atp-', 'sq0csp-'], /sq0(?:atp|csp)-([\w-]{22,60})/),
  shape(
    'a Shopify token',
    ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shptka_'],
    /shp(?:at|ca|pa|ss|tka)_([a-fA-F0-9]{32})/,
  ),
  shape(
    'a Braintree token',
    'access_token$',
    /access_token\$(?:production|sandbox)\$([a-z0-9]{16}\$[a-f0-9]{32})/,
  ),
  shape(
    'a Plaid token',
    'access-',
    /access-(?:sandbox|development|production)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/,
  ),
  shape('an Adyen key', 'aqe', /AQE[a-z]hm[A-Za-z0-9]([A-Za-z0-9+/=-]{60,200})/),
  shape('a Razorpay key', 'rzp_', /rzp_(?:live|test)_([A-Za-z0-9]{14,24})/),
  shape('a Flutterwave key', 'flwseck', /FLWSECK(?:_TEST)?-((?:[a-h0-9]{32}|[a-h0-9]{12})(?:-X)?)/),
  shape('a Paystack key', 'sk_', /sk_(?:live|test)?_?([a-f0-9]{40})/),
  shape('an EasyPost key', ['ezak', 'eztk'], /EZ[AT]K([A-Za-z0-9]{54})/),
  shape('a Shippo key', 'shippo_', /shippo_(?:live|test)_([a-f0-9]{40})/),
  shape('a Duffel key', 'duffel_', /duffel_(?:live|test)_([\w-]{43})/),
  shape(
    'a key of Mollie, Lob or GoCardless',
    ['live_', 'test_'],
    /(?:live|test)_([a-f0-9]{35}|[\w-]{40}|[A-Za-z0-9]{30})/,
    test,
  ),
  shape(
    'a Paddle key',
    'pdl_',
    /pdl_(?:live|sdbx)_(?:apikey|client)_([a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3})/,
  ),
  shape('a Checkout.com key', 'sk_', /sk_(?:sbox_)?([a-z0-9]{27})/),
  shape('a Polar token', 'polar_', /polar_(?:oat|pat)_([A-Za-z0-9]{40,50})/),
  shape('a Coinbase key', 'organizations/', /organizations\/[0-9a-f-]{36}\/apiKeys\/([0-9a-f-]{36})/),
  shape('a PayPal token', 'a21aa', /A21AA([\w-]{80,110})/),
];
