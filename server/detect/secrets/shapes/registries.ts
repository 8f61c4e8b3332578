/** Tokens that publish packages and images. Data. */
import { crcBase62 } from '../checksums.ts';
import { shapesOf } from '../shape.ts';

const shape = shapesOf('registry');

/** Lists the forms of tokens of registries. */
export const registries = [
  shape('an npm token', 'npm_', /npm_([A-Za-z0-9]{36})/, { prove: token => crcBase62(token.slice(4)) }),
  shape(
    'an npm token in a configuration',
    '_authtoken',
    /_authToken ?= ?["']?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|NpmToken\.[0-9a-f-]{36}|[A-Za-z0-9+/=_.-]{20,400})/,
  ),
  shape(
    'a login to a registry',
    [':_auth', ':_password'],
    /:_(?:auth|password) ?= ?["']?([A-Za-z0-9+/]{12,400}={0,2})/,
  ),
  shape('a PyPI token', 'pypi-age', /pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)([\w-]{50,1000})/),
  shape('a RubyGems key', 'rubygems_', /rubygems_([a-f0-9]{48})/),
  shape('a crates.io token', 'cio', /cio([A-Za-z0-9]{32})/),
  shape('a Docker token', ['dckr_pat_', 'dckr_oat_'], /dckr_(?:pat|oat)_([\w-]{27,34})/),
  shape('a NuGet key', 'oy2', /oy2([a-z0-9]{43})/),
  shape('an Artifactory key', 'akcp', /AKCp([A-Za-z0-9]{50,80})/),
  shape('an Artifactory reference token', 'cmvmdgtu', /cmVmdGtu([A-Za-z0-9]{56})/),
  shape('a Clojars token', 'clojars_', /CLOJARS_([a-z0-9]{60})/),
  shape(
    'a private Packagist token',
    'packagist_',
    /packagist_(?:ack_|[a-z]{3}_)?(?:o[rw]t|uut|uat|act)?_?([a-f0-9]{68})/,
  ),
  shape('a JSR token', 'jsrp_', /jsrp_([A-Za-z0-9]{30,60})/),
  shape('a Hex.pm key', 'hexpm_', /hexpm_([a-f0-9]{32,64})/),
];
