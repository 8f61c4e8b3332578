import React from 'react';
import sanitizeHtml from 'sanitize-html';

const STYLE = 'p { margin: 0 }';

export const Page = ({ html }: { html: string }): JSX.Element => (
  <main>
    {/* ok: javascript.react-dangerous-html */}
    <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    {/* ok: javascript.react-dangerous-html */}
    <p dangerouslySetInnerHTML={{ __html: sanitizeHtml(html) }} />
    {React.createElement('p', {
      dangerouslySetInnerHTML: {
        // ruleid: javascript.react-dangerous-html
        __html: html,
      },
    })}
  </main>
);
