/** Rights over accounts, clusters and stores are given away, or what was private is opened to everybody. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that grant wide rights, or make repositories, stores and ports public. */
export const openedAccess: CommandRule = {
  id: 'commands/opened-access',
  title: 'Wide rights are given, or something private is opened to everybody',
  why: 'Whoever gets the rights keeps them, and what was public for a minute may have been copied.',
  remedy:
    'Look at who has access, for example `aws iam list-users` or `kubectl get clusterrolebindings`, and let the user grant more.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI03', 'OWASP-LLM@2025:LLM06', 'MITRE-ATLAS@5.6.0:AML.T0105'),
  matches: ({ commands }) => commands.some(command => grants(command) || opens(command)),
};

const grants = isAct({
  aws: [
    'iam attach-user-policy|attach-role-policy|attach-group-policy ~administratoraccess|iamfullaccess|poweruser',
    'iam create-login-profile|update-login-profile|create-user|add-user-to-group|update-assume-role-policy',
    'iam put-user-policy|put-role-policy|put-group-policy',
    's3api put-bucket-acl|put-object-acl ~public|authenticated-read',
    's3api put-bucket-policy|delete-public-access-block|delete-bucket-policy',
    's3 cp|sync|mv --acl ~public',
    'ec2 authorize-security-group-ingress ~0.0.0.0/0|::/0',
    'ec2 modify-snapshot-attribute|modify-image-attribute ~all',
    'rds modify-db-instance --publicly-accessible',
    'lambda add-permission ~*',
    'kms put-key-policy|create-grant',
  ],
  'gcloud gsutil': [
    '~add-iam-policy-binding ~allusers|allauthenticatedusers|roles/owner|roles/editor|.admin',
    '~firewall-rules ~create ~0.0.0.0/0',
    'iam service-accounts keys create',
    'iam|acl ch ~allusers',
    'acl set ~public',
  ],
  az: [
    'role assignment create ~owner|contributor|administrator',
    'storage container set-permission --public-access',
    'network nsg rule create ~*',
    'ad app|sp credential reset',
  ],
  'kubectl oc': [
    'create clusterrolebinding ~cluster-admin',
    'create rolebinding ~cluster-admin|=admin',
    'adm policy add-cluster-role-to-user|add-scc-to-user',
  ],
  gh: [
    'repo edit --visibility ~public',
    'repo create --public --push|--source',
    'repo deploy-key add -w|--allow-write',
    'ssh-key add',
  ],
  glab: ['repo|project edit ~public'],
  vault: ['policy write ~root|admin', 'auth enable'],
  'psql sql': ['~grant+all ~public'],
  ngrok: ['tcp 22|3389|5432|3306|6379|27017'],
  cloudflared: ['tunnel --url ~ssh:|tcp:|rdp:|localhost:22'],
});

/** `GRANT ALL … TO PUBLIC` and making a superuser. */
const opens = ({ program, args }: ObservedCommand): boolean =>
  program === 'sql' &&
  args.some(text =>
    /\bgrant\s+all\b[^;]*\bto\s+(?:public|'[^']*'@'%')|\balter\s+(?:user|role)\b[^;]*\bsuperuser\b|\bwith\s+superuser\b/iu.test(
      text.slice(0, 20_000),
    ),
  );
