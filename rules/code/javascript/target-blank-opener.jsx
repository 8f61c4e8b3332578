export const Links = ({ url, props }) => (
  <nav>
    {/* ruleid: javascript.target-blank-opener */}
    <a href="https://example.com" target="_blank">
      Elsewhere
    </a>
    {/* ok: javascript.target-blank-opener */}
    <a href="https://example.com" target="_blank" rel="noopener noreferrer">
      Elsewhere
    </a>
    {/* ok: javascript.target-blank-opener */}
    <a href="/about" target="_blank">
      Here
    </a>
    {/* ok: javascript.target-blank-opener */}
    <a href={url} target="_self">
      Here
    </a>
  </nav>
);
