import * as libxml from 'libxmljs2';

export async function load(text: string): Promise<libxml.Document> {
  // ruleid: javascript.xxe-libxml
  return libxml.parseXmlAsync(text, { noent: true, nonet: true } as libxml.ParserOptions);
}
