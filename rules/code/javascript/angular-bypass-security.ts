import { Component, inject } from '@angular/core';
import { DomSanitizer, type SafeHtml, type SafeResourceUrl } from '@angular/platform-browser';
import DOMPurify from 'dompurify';

const ICON = '<svg></svg>';

@Component({ selector: 'app-post', template: '<div [innerHTML]="body"></div>' })
export class PostComponent {
  private readonly sanitizer = inject(DomSanitizer);

  body(html: string): SafeHtml {
    // ruleid: javascript.angular-bypass-security
    return this.sanitizer.bypassSecurityTrustHtml(html);
  }

  video(id: string): SafeResourceUrl {
    // ruleid: javascript.angular-bypass-security
    return this.sanitizer.bypassSecurityTrustResourceUrl(`https://video.example.com/${id}`);
  }

  icon(): SafeHtml {
    // ok: javascript.angular-bypass-security
    return this.sanitizer.bypassSecurityTrustHtml(ICON);
  }

  clean(html: string, blob: Blob): SafeHtml {
    // ok: javascript.angular-bypass-security
    const safe = this.sanitizer.bypassSecurityTrustHtml(DOMPurify.sanitize(html));
    // ok: javascript.angular-bypass-security
    const link = this.sanitizer.bypassSecurityTrustUrl(URL.createObjectURL(blob));
    return [safe, link];
  }
}
