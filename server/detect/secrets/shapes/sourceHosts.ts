/** Tokens of hosts of source code. Data. */
import { crcBase62, crcSuffix } from '../checksums.ts';
import { shapesOf } from '../shape.ts';

const shape = shapesOf('source-host');

/** Lists the forms of tokens of source hosts. */
export const sourceHosts = [
  shape('a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /gh[pousr]_([A-Za-z0-9]{36})/, {
    prove: token => crcBase62(token.slice(4)),
  }),
  shape('a long GitHub token', ['ghs_', 'ghr_'], /gh[sr]_([A-Za-z0-9]{37,255})/),
  shape('a fine-grained GitHub token', 'github_pat_', /github_pat_([A-Za-z0-9]{22}_[A-Za-z0-9]{59})/),
  shape(
    'a routable GitLab token',
    ['glpat-', 'gldt-', 'glrt-', 'glrtr-', 'glcbt-'],
    /gl(?:pat|dt|rtr?|cbt)-(?:t\d_)?([\w-]{20,300})\.[0-9a-z]{2}\.?[0-9a-z]{2}[0-9a-z]{5,7}/,
    { prove: token => (crcSuffix(token, 7, 36) === 'right' ? 'right' : 'none') },
  ),
  shape('a GitLab personal token', 'glpat-', /glpat-([\w-]{20,22})/),
  shape('a GitLab deploy token', 'gldt-', /gldt-([\w-]{20})/),
  shape('a GitLab runner token', ['glrt-', 'glrtr-'], /glrtr?-(?:t\d_)?([\w-]{20,27})/),
  shape('a GitLab runner registration token', 'gr1348941', /GR1348941([\w-]{20})/),
  shape('a GitLab job token', 'glcbt-', /glcbt-(?:[0-9a-f]{1,5}_)?([\w-]{20})/),
  shape('a GitLab trigger token', 'glptt-', /glptt-([0-9a-f]{40})/),
  shape('a GitLab feed token', 'glft-', /glft-((?:[0-9a-f]{64}-\d+)|[\w-]{20,64})/),
  shape('a GitLab mail token', 'glimt-', /glimt-([0-9a-zA-Z_-]{25})/),
  shape('a GitLab agent token', 'glagent-', /glagent-([\w-]{50})/),
  shape('a GitLab OAuth secret', 'gloas-', /gloas-([0-9a-zA-Z_-]{64})/),
  shape('a GitLab service token', ['glsoat-', 'glffct-', 'glwt-'], /gl(?:soat|ffct|wt)-([\w-]{20,64})/),
  shape('a GitLab session', '_gitlab_session=', /_gitlab_session=([0-9a-z]{32})/),
  shape('a Bitbucket app password', 'atbb', /ATBB([A-Za-z0-9]{32})/),
  shape('a Bitbucket access token', 'atctt3xfgf', /ATCTT3xFfG([A-Za-z0-9+/=_-]+=[A-Za-z0-9]{8})/),
  shape('an Atlassian token', 'atatt3', /ATATT3([A-Za-z0-9_=-]{150,320})/, {
    prove: token => (crcSuffix(token, 8, 16) === 'right' ? 'right' : 'none'),
  }),
  shape('an Atlassian administrator token', 'atadmin', /ATADMIN3xFfGF0([A-Za-z0-9_=-]{100,300})/),
  shape('an Azure DevOps token', 'azdo', /([A-Za-z0-9]{76})AZDO[A-Za-z0-9]{4}/, { back: [76] }),
  shape('a Sourcegraph token', 'sgp_', /sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?([a-fA-F0-9]{40})/),
  shape('a Sourcegraph licence token', 'slk_', /slk_([a-f0-9]{64})/),
  shape('a Gitea token', 'gta_', /gta_([A-Za-z0-9]{38,50})/),
];
