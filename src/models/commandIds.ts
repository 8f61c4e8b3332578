/** Every command that package.json contributes, or that our own links run. Must not import vscode. */

/** Lists the commands about agents; each is declared in package.json. */
export const oversightCommandIds = [
  'ringfence.showApprovals',
  'ringfence.allowOnce',
  'ringfence.allowSession',
  'ringfence.allowWorkspace',
  'ringfence.deny',
  'ringfence.showChange',
  'ringfence.revoke',
  'ringfence.showSessions',
  'ringfence.clearLabel',
  'ringfence.clearLabels',
  'ringfence.showAgents',
  'ringfence.refreshAgents',
  'ringfence.protectAgent',
  'ringfence.undoAgent',
  'ringfence.offerExclusions',
  'ringfence.undoExclusions',
  'ringfence.showPosture',
  'ringfence.refreshPosture',
  'ringfence.repairSetting',
  'ringfence.repairPosture',
  'ringfence.setPosture',
  'ringfence.stopAgents',
  'ringfence.releaseAgents',
] as const;

/** Lists the commands of the palette and menus; each is declared in package.json. */
export const commandIds = [
  'ringfence.showQuarantine',
  'ringfence.review',
  'ringfence.approve',
  'ringfence.approveKeys',
  'ringfence.keep',
  'ringfence.discard',
  'ringfence.explain',
  'ringfence.openFile',
  ...oversightCommandIds,
  'ringfence.showActivity',
  'ringfence.showAllActivity',
  'ringfence.showEnforcementOnly',
  'ringfence.scanWorkspace',
  'ringfence.showCodeRules',
  'ringfence.runDrill',
  'ringfence.doctor',
  'ringfence.restart',
  'ringfence.showLog',
  'ringfence.openSettings',
  'ringfence.getStarted',
] as const;

/** Lists commands that only links, quick fixes and the status bar run; none acts before a person has answered. */
export const innerCommandIds = [
  'ringfence.reviewItem',
  'ringfence.showProblem',
  'ringfence.suppress',
  'ringfence.addToBaseline',
  'ringfence.allowSelected',
  'ringfence.denySelected',
] as const;

/** Names a command of this extension. */
export type CommandId = (typeof commandIds)[number] | (typeof innerCommandIds)[number];
