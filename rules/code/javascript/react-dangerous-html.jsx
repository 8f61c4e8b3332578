import DOMPurify from 'dompurify';

export function Post({ post }) {
  // ruleid: javascript.react-dangerous-html
  const body = <div className="post" dangerouslySetInnerHTML={{ __html: post.body }} />;
  return (
    <article>
      {body}
      {/* ruleid: javascript.react-dangerous-html */}
      <p dangerouslySetInnerHTML={{ __html: post.intro }}></p>
      {/* ok: javascript.react-dangerous-html */}
      <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(post.intro) }} />
      {/* ok: javascript.react-dangerous-html */}
      <p dangerouslySetInnerHTML={{ __html: '<b>Read on</b>' }} />
      {/* ok: javascript.react-dangerous-html */}
      <p title={post.intro}>{post.intro}</p>
    </article>
  );
}
