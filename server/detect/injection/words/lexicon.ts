/** What words mean to the model of orders: classes of English words. Data; languages.ts adds other languages. */

/** Lists words by class. A word may stand in several; a name in capitals is what shapes of features cite. */
export const lexicon = {
  /** Acts that leave an instruction without force. */
  OVERRIDE: `ignore disregard forget overlook override bypass neglect dismiss discard abandon supersede circumvent
    unlearn nullify disobey overrule ignoring disregarding forgetting overriding scrap overwrite unfollow`,
  /** Acts that do so only when it is said whose. */
  DROP: `skip erase drop cancel void break defy omit clear reset delete wipe violate remove stop`,
  /** The same as facts: instructions that no longer count. */
  VOID: `void obsolete superseded revoked cancelled canceled outdated replaced suspended overridden overwritten
    rescinded invalid null obsoleted overruled terminated deprecated withdrawn lifted`,
  /** Said of instructions that came earlier. */
  PRIOR: `previous prior preceding earlier above foregoing former original initial past before preceeding previously
    existing current old aforementioned last`,
  ALL: `all any every everything each whole entire other whatever`,
  /** Said of the instructions of whoever reads. */
  YOUR: `your system developer core programmed programming builtin preprogrammed openai anthropic google hidden
    default internal safety security ethical ethics content moral operational base embedded`,
  /** What a model has been told. */
  ORDERS: `instruction instructions prompt prompts directive directives guideline guidelines command commands order
    orders directions guidance programming training preprompt`,
  /** What may as well be the rules of something else. */
  RULES: `rule rules constraint constraints restriction restrictions limitation limitations policy policies safeguard
    safeguards guardrail guardrails protocols protocol filter filters limits boundaries principles moderation
    censorship restraints protections`,
  /** What else a model has before it. */
  CONTEXT: `text content contents context conversation task tasks question questions request requests input inputs
    document documents resume cv webpage page website article paper email message messages function code file data
    summary everything description review transcript table output paragraph query history chat session`,
  SAY: `say print output respond reply answer state write return echo repeat tell display declare claim report
    generate announce type recite begin start append insert include conclude`,
  ONLY: `only just simply exactly nothing instead solely merely`,
  /** Acts that let something out to the reader. */
  REVEAL: `reveal show print display output repeat disclose leak expose tell give share recite dump list summarize
    summarise translate encode return provide write describe paraphrase quote copy paste spell echo explain cat send`,
  /** Acts that let the very words out. */
  EXPOSE: `reveal show print display output repeat disclose leak expose recite dump encode provide give share tell copy
    paste echo spell cat`,
  SENSITIVE: `password passwords passwd credential credentials secret secrets apikey apikeys token tokens cookie cookies
    wallet seed mnemonic passphrase passcode ssn pii keychain id_rsa dotenv env`,
  PRIVATE: `conversation conversations history chat transcript memories clipboard contacts emails inbox mailbox calendar diffs`,
  SEND: `send sends upload uploads post posts forward forwards transmit transmits exfiltrate exfiltrates submit email
    emails mail deliver leak pass ping beacon smuggle relay share bcc cc fetch curl wget request call visit navigate
    report copy sync export push`,
  READ: `read reads open cat load get fetch retrieve collect gather find search extract grab harvest access view steal
    dump list scan locate obtain copy include print encode`,
  RUN: `run execute invoke call launch start use perform install download`,
  TOOL: `tool tools function functions plugin plugins server servers mcp command commands api operation operations`,
  TELL: `tell inform notify mention alert warn disclose reveal say discuss explain acknowledge report`,
  USER: `user users human humans anyone anybody operator person people them him her developer developers owner
    customer reader admin maintainer maintainers recipient`,
  NOT: `not never don't dont avoid without no cannot can't won't nor refrain mustn't shouldn't neither needn't`,
  ASK: `asking confirmation confirming approval permission consent prompting authorization authorisation oversight notifying telling informing alerting mentioning hesitation`,
  APPROVE: `approve accept confirm allow grant authorize authorise permit autoapprove autorun trust merge`,
  AI: `ai assistant assistants llm llms agent agents model models gpt chatgpt claude copilot gemini bot chatbot cursor
    bard bing cline windsurf codex devin llama mistral grok ais gpt4 gpt3 deepseek qwen`,
  /** Characters that jailbreaks make a model play. */
  CHARACTER: `dan betterdan jailbreak stan aim dude jailbroken uncensored unfiltered unrestricted unlimited amoral
    unethical evilbot godmode nsfw limitless unbound immoral unhinged`,
  LIMIT: `restrictions restriction limitations limitation limits limit rules filters filter guidelines policies policy
    constraints censorship boundaries morals ethics restraints safeguards guardrails disclaimers warnings laws
    morality ethical moral content legality confines shackles programming safety`,
  FREE: `free freed unbound unrestricted liberated released exempt unshackled broken unchained detached unlocked`,
  MODE: `mode access override protocol level privileges`,
  SPECIAL: `developer debug god dan admin maintenance jailbreak root sudo unrestricted override system unfiltered
    diagnostic service test opposite evil superuser administrator kernel training emergency enforcement`,
  ACTIVE: `enabled activated active engaged on granted initiated entering enter enable activate switch switched
    entered initiate initialized unlocked engage confirmed now`,
  BE: `be act behave pretend become roleplay play simulate impersonate assume adopt immerse emulate answer respond
    function operate`,
  MUST: `must should shall will have need required mandatory always obliged ought please`,
  NOW: `now henceforth immediately onwards onward`,
  STORE: `remember save store memorize memorise persist record add append write insert commit`,
  MEMORY: `memory memories agents.md claude.md gemini.md cursorrules rules memorybank instructions claudemd settings
    profile persona`,
  SPREAD: `copy insert include append replicate propagate spread forward embed paste add repeat prepend inject share
    distribute`,
  THIS: `this these following same yourself itself`,
  MESSAGE: `instruction instructions prompt message paragraph text directive payload worm sentence virus rule request order`,
  EACH: `every all each any other future subsequent`,
  CARRIER: `file files readme readmes repository repositories repo repos project projects message messages email emails
    contact contacts document documents commit commits reply replies response responses conversation page pages code
    session sessions`,
  URGENT: `urgent urgently immediately critical crucial mandatory vital emergency attention important asap imperative
    compulsory warning`,
  HARM: `backdoor backdoors malware ransomware keylogger exploit trojan virus rootkit vulnerability vulnerabilities
    malicious weaknesses botnet`,
  MAKE: `add insert introduce include write create plant inject implement put embed generate leave hide build make
    install`,
  /** Programs of orders to a shell. */
  COMMAND: `curl wget bash powershell rm nc netcat chmod eval mkfs scp invoke-webrequest iex certutil`,
  ORIGIN: `anthropic openai google microsoft meta developer developers creator creators administrator administrators
    admin admins owner operator root maker`,
  EXAMPLE: `attacker attackers adversary adversaries adversarial malicious injection injections jailbreak jailbreaks
    exploit exploits vulnerability vulnerabilities attack attacks phishing detect detects detecting detection detector
    guardrail guardrails sanitize sanitise owasp threat threats researcher researchers hacker hackers scanner
    classifier red-team redteam poisoning poisoned hijack hijacking payloads mitigations mitigation untrusted victim
    spoofing cve defense defence defend suspicious`,
  INSTANCE: `example examples e.g instance like such as phrases phrase called quoted strings sample`,
  BYSTANDER: `i we they he she it users people attackers who someone attacker this that which developers programmers
    everybody everyone nobody others hackers applicants players students employees drivers patients models llms
    which programs tools companies compilers browsers`,
  MAY: `can could may might would if when whether how why does did do is are was should unless cannot couldn't`,
} as const;

/** Names a class of words. */
export type WordClass = keyof typeof lexicon;

/** Are the words that orders turn on; also looked for in disguise. */
export const telling: readonly WordClass[] = ['OVERRIDE', 'ORDERS', 'PRIOR'];
