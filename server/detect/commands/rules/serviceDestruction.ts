/** What cloud accounts, clusters, containers, registries and queues keep is removed: no undo reaches there. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct, rehearses, type Acts } from '../acts.ts';
import { computedMark, runsElsewhere } from '../commandLine.ts';
import type { CommandRule } from '../rule.ts';

/** Whole stores, environments and accounts, not the single entries in them. */
const clouds: Acts = {
  aws: [
    's3 rb',
    's3 rm --recursive',
    's3 sync --delete',
    's3api delete-bucket|delete-objects',
    'ec2 terminate-instances|delete-volume|delete-snapshot|delete-vpc',
    'rds delete-db-instance|delete-db-cluster|delete-db-snapshot',
    'dynamodb delete-table|delete-backup',
    'cloudformation delete-stack',
    'eks delete-cluster|delete-nodegroup',
    'ecs delete-cluster',
    'lambda delete-function',
    'iam delete-user|delete-role|delete-account-alias',
    'kms schedule-key-deletion|disable-key',
    'secretsmanager delete-secret',
    'route53 delete-hosted-zone',
    'elasticache delete-cache-cluster|delete-replication-group',
    'redshift delete-cluster',
    'efs delete-file-system',
    'backup delete-backup-vault|delete-recovery-point',
    'organizations close-account|delete-organization|leave-organization',
    'sqs purge-queue',
    'logs delete-log-group',
    'cognito-idp delete-user-pool',
    'sns delete-topic',
    'sqs delete-queue',
    'ecr delete-repository',
    'ecr batch-delete-image',
    'kinesis|firehose delete-stream|delete-delivery-stream',
    'apigateway|apigatewayv2 delete-rest-api|delete-api',
    'cloudfront delete-distribution',
    'elb|elbv2 delete-load-balancer',
    'autoscaling delete-auto-scaling-group',
    'opensearch|es delete-domain|delete-elasticsearch-domain',
    'docdb|neptune delete-db-cluster',
    'glue delete-database',
    'ec2 delete-security-group|delete-subnet|delete-key-pair|deregister-image',
  ],
  gcloud: [
    'projects delete',
    'sql instances|databases|backups delete',
    'container clusters delete',
    'compute instances|disks|snapshots|networks delete',
    'storage rm -r|--recursive',
    'storage buckets delete',
    'firestore|spanner|bigtable databases|instances delete',
    'kms keys versions destroy',
    'run services delete',
    'functions delete',
    'secrets delete',
    'iam service-accounts delete',
    'pubsub topics|subscriptions delete',
    'app services|versions delete',
    'dns managed-zones delete',
    'artifacts repositories delete',
    'redis|filestore instances delete',
    'logging sinks|buckets delete',
    'compute forwarding-rules|backend-services|url-maps|firewall-rules delete',
  ],
  gsutil: ['rm -r|-R', 'rb', 'rm ~*'],
  bq: ['rm -r|-f'],
  az: [
    'group delete',
    'vm|vmss|disk|snapshot|webapp|functionapp|aks|acr|cosmosdb|redis delete',
    'sql db|server delete',
    'postgres|mysql server|flexible-server delete',
    'storage container|share|table delete',
    'storage account delete',
    'network vnet|nsg|dns|lb|public-ip delete -y|--yes',
    'servicebus|eventhubs namespace|queue|topic delete',
    'resource delete',
    'backup protection disable --delete-backup-data',
    'storage blob delete-batch',
    'keyvault delete|purge',
    'ad user|app|sp delete',
    'role definition delete',
  ],
  doctl: [
    'compute droplet|volume|snapshot delete -f|--force',
    'databases|kubernetes cluster delete',
    'databases delete',
    'kubernetes cluster delete|rm',
    'apps|projects delete',
  ],
  heroku: ['apps:destroy|apps:delete|destroy', 'pg:reset', 'addons:destroy', 'pg:backups:delete'],
  'fly flyctl': ['apps destroy', 'destroy', 'volumes destroy|delete', 'postgres destroy'],
  vercel: ['rm|remove', 'project rm|remove', 'projects rm|remove', 'env rm|remove --yes|-y'],
  netlify: ['sites:delete'],
  railway: ['down', 'delete', 'volume delete'],
  firebase: ['firestore:delete', 'database:remove', 'hosting:disable', 'functions:delete --force|-f'],
  supabase: ['db reset --linked|--db-url', 'projects delete', 'branches delete'],
  wrangler: [
    'delete',
    'd1 delete',
    'r2 bucket delete',
    'kv:namespace delete',
    'kv namespace delete',
    'pages project delete',
  ],
  hcloud: ['server|volume|network|image delete'],
  'linode-cli': ['linodes|volumes|databases rebuild', 'object-storage bucket-delete'],
  scw: ['instance server terminate|delete', 'rdb instance delete'],
  ibmcloud: ['resource service-instance-delete', 'ks cluster rm'],
  oci: ['compute instance terminate', 'db system terminate', 'os bucket delete', 'os object bulk-delete'],
  rclone: ['purge|delete', 'sync --delete-excluded'],
  's3cmd s5cmd mc': ['del|rm -r|--recursive', 'rb -r|--recursive|--force', 'del ~*', 'rm ~*'],
};

const platforms: Acts = {
  'terraform tofu terragrunt': [
    'destroy -auto-approve|--auto-approve|-force|--terragrunt-non-interactive',
    'apply -destroy',
    'state rm',
    'workspace delete -force',
    'run-all destroy',
    'destroy',
  ],
  pulumi: ['destroy|down -y|--yes|--skip-preview', 'destroy|down', 'stack rm'],
  cdk: ['destroy'],
  'sam serverless sls copilot': ['delete', 'remove', 'app delete'],
  'kubectl oc k3s': [
    'delete namespace|namespaces|ns|pv|persistentvolume|persistentvolumes|pvc|persistentvolumeclaim|persistentvolumeclaims|node|nodes|no|crd|customresourcedefinition|customresourcedefinitions|project|projects',
    'delete * --all',
    'delete --all',
    'delete * -A|--all-namespaces',
    'delete statefulset|statefulsets|sts',
    'drain --force',
    'drain --delete-emptydir-data|--delete-local-data',
    'scale --replicas=0 --all',
    'delete ~prod',
    'scale --replicas=0 ~prod',
  ],
  helm: ['uninstall|delete|del|un'],
  'kind minikube k3d': ['delete --all', 'delete clusters --all', 'cluster delete --all'],
  eksctl: ['delete cluster|nodegroup'],
  argocd: ['app delete -y|--yes', 'cluster rm'],
  velero: ['backup|restore delete --confirm|--all'],
  'docker podman nerdctl': [
    'volume rm|remove|prune',
    'system prune --volumes',
    'compose down -v|--volumes',
    'compose rm -v',
    'system reset',
    'swarm leave -f|--force',
    'stack rm|remove|down',
    'secret rm',
    'rm -v --volumes',
    'system prune -a|--all -f|--force',
    'rmi -f ~\uFFFC',
  ],
  'docker-compose podman-compose': ['down -v|--volumes', 'rm -v'],
  vagrant: ['destroy'],
  virsh: ['undefine --remove-all-storage', 'vol-delete|vol-wipe|pool-delete', 'snapshot-delete'],
  multipass: ['purge', 'delete --all|--purge'],
  ansible: ['~state=absent ~path=/'],
  nomad: ['job stop -purge', 'system gc'],
  consul: ['kv delete -recurse', 'snapshot restore'],
  etcdctl: ['del --prefix', 'del --from-key', 'del * --prefix'],
  vault: ['kv metadata delete', 'kv destroy', 'secrets disable', 'operator seal', 'lease revoke -prefix'],
  crossplane: ['xpkg delete'],
  'lxc incus': ['delete -f|--force'],
  restic: ['forget --prune', 'prune', 'forget --unsafe-allow-remove-all'],
  'borg borgbackup': ['delete', 'prune', 'compact --threshold=0'],
  kopia: ['snapshot delete --delete', 'maintenance run --safety=none'],
  duplicity: ['remove-all-but-n-full|remove-older-than --force', 'cleanup --force'],
  snapper: ['delete'],
  timeshift: ['--delete|--delete-all'],
  flux: ['uninstall'],
  istioctl: ['uninstall --purge'],
  kubectx: ['-d'],
  portainer: ['rm'],
};

const publications: Acts = {
  // Without --force only a single version goes.
  npm: ['unpublish --force|-f', 'unpublish ~@0|@1|@2|@3|@4|@5|@6|@7|@8|@9'],
  'pnpm yarn bun': ['unpublish'],
  cargo: ['owner --remove'],
  gem: ['yank', 'owner --remove'],
  dotnet: ['nuget delete'],
  nuget: ['delete'],
  gh: [
    'repo delete',
    'repo archive',
    'release delete|delete-asset',
    'secret delete|remove',
    'codespace delete --all',
    'cache delete --all',
  ],
  glab: ['repo delete', 'release delete -y|--yes'],
  hub: ['delete'],
  'huggingface-cli hf': ['repo delete', 'repo-files delete'],
  skopeo: ['delete'],
  'crane regctl': ['delete', 'image delete', 'tag rm|delete'],
};

const queues: Acts = {
  'rabbitmqctl rabbitmqadmin': [
    'purge_queue|delete_queue|delete_vhost|reset|force_reset',
    'purge|delete queue|vhost|exchange',
  ],
  'kafka-topics kafka-topics.sh': ['--delete'],
  'kafka-delete-records kafka-delete-records.sh': ['--offset-json-file'],
  postsuper: ['-d'],
  exim: ['-Mrm'],
  celery: ['purge', '~purge'],
  lprm: ['-'],
  cancel: ['-a'],
  nats: ['stream purge|rm|delete'],
  sidekiqctl: ['clear'],
};

const removes = [clouds, platforms, publications, queues].map(isAct);

const destroyers =
  /^(?:[\w-]+[:.])?(?:delete|destroy|purge|wipe|drop|nuke|terminate|erase|obliterate)(?:-(?:all|project|database|db|cluster|instance|bucket|app|site|environment|branch|table|index|queue|topic|stack))?$/iu;
const unasked =
  /^(?:--force|--yes|--assume-yes|--auto-approve|--no-confirm|--skip-confirm(?:ation)?|--confirm|--non-interactive|--no-input|--no-prompt|--quiet|-y|-f|-q)(?:=\S*)?$/iu;
/** What these remove is local, made again by one command, or judged by rules of their own. */
const local =
  /^(?:git|hg|svn|rm|apt|apt-get|dnf|yum|pacman|brew|snap|flatpak|npm|pnpm|yarn|bun|pip|pip3|pipx|cargo|conda|mamba|kind|k3d|minikube|ctlptl|docker|podman|nerdctl|docker-compose|tmux|screen|vagrant|multipass|kubectl|oc|ccache|rbenv|pyenv|nvm|fnm|asdf|mise|composer|gem|make|redis-cli|echo|printf|sql|mongo statement|gh|glab|find|xargs|nmcli|ip|tc|dpkg|rpm|zypper|apk|rclone|launchctl|sc|reg|net|schtasks|crontab|dscl|security|gpg|ssh-keygen|rake|rails|jj)$/u;

/** `turso db destroy app --yes`: whatever the tool, a word that destroys and one that waives the question. */
function destroysUnasked({ program, args }: ObservedCommand): boolean {
  if (program === '' || program.endsWith(' code') || program.startsWith('.') || program.includes('-item'))
    return false;
  if (local.test(program) || rehearses(args)) return false;
  const words = args.slice(0, 4).filter(arg => !arg.startsWith('-'));
  return words.some(word => destroyers.test(word)) && args.some(arg => unasked.test(arg));
}

/** Calls of a programming interface with the method that removes. */
const deletesByCall = isAct({
  gh: ['api -X ~repos/ ~delete', 'api --method ~repos/ ~delete'],
  'curl wget http xh': [
    '~delete ~api.github.com/repos/',
    '~delete ~:9200/',
    '~delete ~/_all',
    '~_delete_by_query',
    '~delete ~api.digitalocean.com',
    '~delete ~api.cloudflare.com',
    '~delete ~api.heroku.com',
    '~delete ~management.azure.com',
    '~delete ~.googleapis.com',
    '~delete ~/api/v1/namespaces/',
  ],
});

/** Folders in which machines and containers keep their data. */
const dataFolder =
  /^\/(?:var\/(?:lib|www|opt|data)|srv|data|opt|mnt|home|backups?)(?:\/[\w.-]+){0,2}\/?\*?$/u;

/** `ssh db 'rm -rf /var/lib/mysql'`. */
const removesThere = ({ program, args, via }: ObservedCommand): boolean =>
  runsElsewhere(via) &&
  program === 'rm' &&
  args.some(arg => /^-\w*[rR]|^--recursive$/u.test(arg)) &&
  args.some(arg => dataFolder.test(arg));

/** `docker rm -f $(docker ps -aq)`. */
const removesAllContainers = (commands: readonly ObservedCommand[]): boolean =>
  commands.some(
    ({ program, args }) =>
      /^(?:docker|podman)$/u.test(program) &&
      /^(?:rm|rmi|stop|kill)$/u.test(args[0] ?? '') &&
      args.some(arg => arg === computedMark),
  ) &&
  commands.some(
    ({ program, args, via }) =>
      /^(?:docker|podman)$/u.test(program) &&
      /^(?:ps|images)$/u.test(args[0] ?? '') &&
      via.includes('substitution') &&
      !args.some(arg => /^(?:-f|--filter)/u.test(arg)),
  );

/** Reports commands that remove what services keep. */
export const serviceDestruction: CommandRule = {
  id: 'commands/service-destruction',
  title: 'What a service keeps is removed',
  why: 'Cloud resources, clusters, volumes, published versions and queues are outside the workspace and often have no undo.',
  remedy:
    'Look first at what would go, for example `terraform plan -destroy`, `kubectl get all` or `docker volume ls`, and let the user remove it.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-LLM@2025:LLM06', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: ({ commands }) =>
    commands.some(
      command =>
        removes.some(test => test(command)) ||
        destroysUnasked(command) ||
        deletesByCall(command) ||
        removesThere(command),
    ) || removesAllContainers(commands),
};
