/** Adds words of other languages to the classes that tell orders most. Data, and the way scripts without spaces are cut. */
import type { WordClass } from './lexicon.ts';

/** Spelt without marks, as words are compared: Spanish, Portuguese, French, Italian, German, Dutch, Polish … */
const spaced: Readonly<Partial<Record<WordClass, string>>> = {
  OVERRIDE: `ignora ignore ignorad ignorar ignorez ignorer ignoriere ignorieren ignoriert ignoreer negeer negeren
    ignorujc zignoruj ignoruj zapomnij pomin olvida olvidate olvidar olvide esqueca esquecer desconsidere desconsiderar
    oublie oubliez oublier dimentica dimenticare dimenticati vergiss vergessen vergesst missachte vergeet omite
    descarta abaikan lupakan gormezden unut yoksay bo qua ignorera glom ignorer glem unohda ohita ignoră
    игнорируй игнорируите игнорировать проигнорируи проигнорируите забудь забудьте ігноруи ігноруите забудь
    αγνοησε αγνοηστε ξεχασε ξεχαστε תתעלם התעלם שכח تجاهل تجاهلي انس نادیده अनदेखी अनदेखा नजरअंदाज भूल उपेक्षा`,
  PRIOR: `anteriores anterior previas previa previos previo precedentes precedente precedenti precedente precedenta
    anterieures anterieure vorherigen vorherige vorigen bisherigen obigen obige fruheren vorige eerdere voorgaande
    bovenstaande poprzednie poprzednich wczesniejsze powyzsze sebelumnya onceki yukaridaki tidigare foregaende
    tidligere forrige aiemmat edelliset предыдущие предыдущих прежние все попередні προηγουμενες προηγουμενων
    הקודמות السابقة السابقه قبلی पिछले पिछली पूर्व truoc arriba acima dessus sopra oben`,
  ORDERS: `instrucciones instruccion ordenes indicaciones reglas directrices instrucoes instrucao ordens regras
    consignes consigne regles directives istruzioni regole direttive anweisungen anweisung befehle regeln vorgaben
    instructies opdrachten instrukcje instrukcji polecenia instruksi perintah talimatlari talimatlar instruktioner
    instruksjoner instrukser ohjeet инструкции инструкция указания правила інструкції інструкцii οδηγιες οδηγιων
    ההוראות הוראות التعليمات تعليمات الأوامر دستورات निर्देशों निर्देश`,
  ALL: `todas todos toda todo tudo toutes tous tout tutte tutti alle alles wszystkie semua tum butun alla kaikki все
    всё всех όλες כל جميع सभी`,
  YOUR: `tus sus suas seus tes vos tue tuoi deine deinen ihre ihren jouw twoje твои ваши`,
  CONTEXT: `pagina sitio fonction page webseite lebenslauf documento curriculo`,
  SAY: `di diga diz dis dites sag sage schreibe indica indique indiquez declara responde responda reponds repondez
    rispondi antworte zeg skriv скажи напиши ответь قل`,
  SENSITIVE: `contrasena contrasenas senha senhas mot-de-passe passwort passworter wachtwoord haslo пароль`,
};

/** Are parts of words, for scripts in which words are not parted or are bent by endings. */
const unspaced: Readonly<Partial<Record<WordClass, string>>> = {
  OVERRIDE: `忽略 无视 無視 忘记 忘記 忘れ 不理会 不要理会 不要遵守 忽视 忽視 跳过 绕过 覆盖 무시 잊어 잊고 เพิกเฉย ละเว้น`,
  PRIOR: `之前 以前 此前 先前 上面 上述 前面 前の 以上 これまで 上記 이전 앞선 위의 지금까지 ก่อนหน้า`,
  ORDERS: `指令 指示 命令 规则 規則 提示词 提示詞 说明 说明书 要求 プロンプト ルール 지시 명령 지침 규칙 프롬프트 คำสั่ง คำแนะนำ`,
  ALL: `所有 一切 任何 全部 すべて 全て 모든 ทั้งหมด`,
  YOUR: `你的 您的 系统 系統 システム あなたの 시스템 당신의`,
  USER: `用户 用戶 ユーザー 사용자`,
  SEND: `发送 發送 上传 上傳 转发 送信 アップロード 전송 보내`,
  SENSITIVE: `密码 密碼 密钥 密鑰 凭证 令牌 パスワード 비밀번호`,
  RUN: `执行 執行 运行 调用 実行 실행`,
  READ: `读取 讀取 获取 読み取 읽`,
  NOT: `不要 别 勿 しないで ないでください 하지`,
  TELL: `告诉 告訴 告知 通知 提及 知らせ 伝え 알리`,
  NOW: `立即 马上 現在 今すぐ 즉시`,
};

/** Matches a script whose words are looked for within rows of letters. */
export const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const wordsOf = (text: string): readonly string[] => text.split(/\s+/u).filter(word => word !== '');

const terms = Object.values(unspaced).flatMap(wordsOf);
const anyTerm = new RegExp([...terms].toSorted((a, b) => b.length - a.length).join('|'), 'gu');

/** Lists known words in a row of letters of a script without spaces. */
export const termsIn = (text: string): readonly { readonly term: string; readonly at: number }[] =>
  Array.from(text.matchAll(anyTerm), match => ({ term: match[0], at: match.index }));

/** Lists pairs of a class and a word of it. */
export const foreignWords: readonly (readonly [WordClass, string])[] = [spaced, unspaced].flatMap(table =>
  Object.entries(table).flatMap(([name, words]) =>
    wordsOf(words).map(word => [name as WordClass, word] as const),
  ),
);
