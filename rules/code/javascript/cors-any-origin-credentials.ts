import { NestFactory } from '@nestjs/core';

async function start(): Promise<void> {
  const app = await NestFactory.create<Application>(AppModule);
  // ruleid: javascript.cors-any-origin-credentials
  app.enableCors({ origin: true, methods: ['GET'], credentials: true });
  // ok: javascript.cors-any-origin-credentials
  app.enableCors({ origin: [/\.example\.com$/], credentials: true });
}
