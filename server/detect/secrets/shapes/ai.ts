/** Keys of services that run models. Data. */
import { shapesOf } from '../shape.ts';

const shape = shapesOf('ai');

/** Lists the forms of keys of AI services. */
export const aiServices = [
  shape(
    'an OpenAI key',
    't3blbkfj',
    /sk-(?:proj-|svcacct-|admin-|None-|[a-z]{3,20}-)?([\w-]{20,160}T3BlbkFJ[\w-]{20,160})/,
    {
      back: [23, 25, 27, 28, 31, 32, 55, 75, 77, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90],
    },
  ),
  shape(
    'an OpenAI key',
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-'],
    /sk-(?:proj|svcacct|admin)-([\w-]{40,200})/,
  ),
  shape('an Anthropic key', 'sk-ant-', /sk-ant-(?:[a-z]{2,8}\d{2}-)?([\w-]{80,120})/),
  shape('an OpenRouter key', 'sk-or-', /sk-or-(?:v1-)?([a-f0-9]{64})/),
  shape('a Langfuse key', 'sk-lf-', /sk-lf-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/),
  shape('a Helicone key', 'sk-helicone-', /sk-helicone-(?:[a-z]{2}-)?([a-z0-9-]{27,40})/),
  shape('a key of an AI service', 'sk-', /sk-([A-Za-z0-9]{48}|[a-f0-9]{32}|[A-Za-z0-9]{51})/),
  shape('a Hugging Face token', ['hf_', 'api_org_'], /(?:hf_|api_org_)([A-Za-z0-9]{34})/),
  shape('a Groq key', 'gsk_', /gsk_([A-Za-z0-9]{52})/),
  shape('an xAI key', 'xai-', /xai-([A-Za-z0-9_]{80})/),
  shape('a Perplexity key', 'pplx-', /pplx-([a-zA-Z0-9]{48})/),
  shape('a Replicate token', 'r8_', /r8_([A-Za-z0-9_-]{37})/),
  shape('a Fireworks key', 'fw_', /fw_([A-Za-z0-9]{22,24})/),
  shape('a Together key', 'tgp_v1_', /tgp_v1_([\w-]{43})/),
  shape('an NVIDIA key', 'nvapi-', /nvapi-([\w-]{60,70})/),
  shape(
    'a LangSmith key',
    ['lsv2_pt_', 'lsv2_sk_', 'ls__'],
    /(?:lsv2_(?:pt|sk)_|ls__)([a-f0-9]{32}(?:_[a-f0-9]{10})?)/,
  ),
  shape('a Pinecone key', 'pcsk_', /pcsk_([A-Za-z0-9]{5,6}_[A-Za-z0-9]{50,65})/),
  shape('an ElevenLabs key', 'sk_', /sk_([a-f0-9]{48})/),
  shape('a Cerebras key', 'csk-', /csk-([a-z0-9]{48})/),
  shape('a Tavily key', 'tvly-', /tvly-(?:dev-|prod-)?([A-Za-z0-9_-]{32,44})/),
  shape('a Firecrawl key', 'fc-', /fc-([a-f0-9]{32})/),
  shape('an E2B key', 'e2b_', /e2b_([a-f0-9]{40})/),
  shape('a Jina key', 'jina_', /jina_([a-f0-9]{32}[\w-]{28})/),
  shape('a Voyage key', ['pa-', 'al-'], /(?:pa|al)-([\w-]{43})/),
  shape('a Cursor key', ['crsr_', 'key_'], /(?:crsr|key)_([a-f0-9]{64})/),
  shape('a Brave Search key', 'bsa', /BSA([\w-]{27,28})/),
  shape('a LlamaCloud key', 'llx-', /llx-([A-Za-z0-9]{48})/),
  shape('a Modal secret', ['as-', 'ak-'], /a[sk]-([A-Za-z0-9]{22})/),
  shape('a Weights & Biases key', 'wandb_v1_', /wandb_v1_([\w-]{60,100})/),
  shape('an Apify token', 'apify_api_', /apify_api_([A-Za-z0-9]{36})/),
  shape('a Friendli token', 'flp_', /flp_([A-Za-z0-9]{44,50})/),
];
