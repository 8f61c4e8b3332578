/** Tokens of services that build, deploy, watch and keep secrets. Data. */
import { crcSuffix } from '../checksums.ts';
import { shapesOf } from '../shape.ts';

const shape = shapesOf('operations');

/** Lists the forms of tokens of operations. */
export const operations = [
  shape('a Vault token', ['hvs.', 'hvb.', 'hvr.'], /hv[sbr]\.([\w-]{24,300})/),
  shape('a Terraform Cloud token', '.atlasv1.', /([A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70})/, { back: [14] }),
  shape(
    'a Doppler token',
    'dp.',
    /dp\.(?:pt|st|ct|scim|audit|sa|said)\.(?:[a-z0-9_-]{2,35}\.)?([A-Za-z0-9]{40,44})/,
  ),
  shape('a 1Password service token', 'ops_eyj', /ops_(eyJ[A-Za-z0-9+/]{200,}={0,3})/),
  shape(
    'a 1Password secret key',
    'a3-',
    /A3-([A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})/,
  ),
  shape('an Infisical token', 'st.', /st\.([0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32})/),
  shape('an Infracost key', 'ico-', /ico-([A-Za-z0-9]{32})/),
  shape('a Pulumi token', 'pul-', /pul-([a-f0-9]{40})/),
  shape('a Databricks token', ['dapi', 'dose', 'dkea'], /(?:dapi|dose|dkea)([a-f0-9]{32})(?:-\d)?/),
  shape('a Prefect key', ['pnu_', 'pnb_'], /pn[ub]_([a-zA-Z0-9]{36})/),
  shape('a Grafana service token', 'glsa_', /glsa_([A-Za-z0-9]{32})_[A-Fa-f0-9]{8}/, {
    prove: token =>
      crcSuffix(token.replace(/_([A-Fa-f0-9]{8})$/u, '$1'), 8, 16) === 'right' ? 'right' : 'none',
  }),
  shape('a Grafana Cloud token', 'glc_', /glc_([A-Za-z0-9+/]{32,400}={0,3})/),
  shape('a Grafana key', 'eyjr', /(eyJrIjoi[A-Za-z0-9+/]{60,400}={0,3})/),
  shape('a Sentry token', 'sntrys_', /sntrys_eyJ([A-Za-z0-9+/=]{30,}_[\w+/-]{43})/),
  shape('a Sentry user token', ['sntryu_', 'sntrya_'], /sntry[ua]_([a-f0-9]{64})/),
  shape(
    'a New Relic key',
    ['nrak-', 'nrii-', 'nraa-', 'nriq-', 'nrra-', 'nrsp-', 'nriq-'],
    /NR(?:AK|II|AA|IQ|RA|SP)-([\w-]{27,42})/,
  ),
  shape('a New Relic browser key', 'nrjs-', /NRJS-([a-f0-9]{19})/, { severity: 'medium' }),
  shape('a New Relic licence key', 'nral', /([a-f0-9]{36})NRAL/, { back: [36] }),
  shape('a Dynatrace token', 'dt0', /dt0[a-z]\d{2}\.[A-Z0-9]{24}\.([A-Z0-9]{64})/),
  shape('a Honeycomb key', ['hcaik_', 'hcxik_', 'hcalk_', 'hcxlk_'], /hc[ax][il][ck]_([a-z0-9]{26,58})/),
  shape('a Datadog key', ['ddapp_', 'ddpat_'], /dd(?:app|pat)_([A-Za-z0-9_]{32,60})/),
  shape('a Buildkite token', ['bkua_', 'bkct_', 'bkpt_', 'bkaj_'], /bk(?:ua|ct|pt|aj)_([a-zA-Z0-9]{40,60})/),
  shape('a CircleCI token', ['ccipat_', 'cciprj_'], /CCI(?:PAT|PRJ)_[A-Za-z0-9]{22}_([a-f0-9]{40})/),
  shape('a Sonar token', ['squ_', 'sqp_', 'sqa_'], /sq[upa]_([a-f0-9]{40})/),
  shape('a Snyk token', ['snyk_uat.', 'snyk_sat.'], /snyk_(?:uat|sat)\.[0-9a-f]{8}\.([\w.-]{60,120})/),
  shape('a Harness token', ['pat.', 'sat.'], /[ps]at\.([\w-]{22}\.[0-9a-fA-F]{24}\.[0-9a-zA-Z]{20})/),
  shape('an Octopus Deploy key', 'api-', /API-([A-Z0-9]{25,26})/),
  shape('a Tailscale key', 'tskey-', /tskey-(?:[a-z]{2,10}-)?([A-Za-z0-9]{8,}-[A-Za-z0-9]{20,})/),
  shape(
    'a LaunchDarkly key',
    ['api-', 'sdk-'],
    /(?:api|sdk)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/,
  ),
  shape('a Defined Networking key', 'dnkey-', /dnkey-([a-z0-9=_-]{26}-[a-z0-9=_-]{52})/),
  shape('a PostHog key', ['phx_', 'phs_'], /ph[xs]_([A-Za-z0-9]{40,60})/),
  shape('a Rancher token', 'token-', /token-[a-z0-9]{5}:([a-z0-9]{54})/),
  shape(
    'an Axiom token',
    ['xaat-', 'xapt-'],
    /(?:xaat-|xapt-)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/,
  ),
  shape(
    'a Trigger.dev or Inngest key',
    ['tr_dev_', 'tr_prod_', 'signkey-'],
    /(?:tr_(?:dev|prod)_([A-Za-z0-9]{20,24})|signkey-(?:prod|test)-[a-f0-9]{32,64})/,
  ),
  shape('a JFrog identity token', 'eyj2', /(eyJ2ZXIiOiIyIiwidHlwIjoiSldUIi[\w-]{20,})/),
  shape('an Elastic key', 'essu_', /essu_([A-Za-z0-9+/=_-]{40,120})/),
  shape(
    'an Ory token',
    ['ory_at_', 'ory_rt_', 'ory_pat_', 'ory_st_'],
    /ory_(?:at|rt|pat|st)_([\w.-]{32,100})/,
  ),
  shape('a Vercel Blob token', 'vercel_blob_rw_', /vercel_blob_rw_([A-Za-z0-9]{10,30}_[A-Za-z0-9]{20,50})/),
];
