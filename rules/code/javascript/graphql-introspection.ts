import { ApolloServer } from '@apollo/server';

// ruleid: javascript.graphql-introspection
export const server = new ApolloServer<Context>({ schema, introspection: true });
// ok: javascript.graphql-introspection
export const other = new ApolloServer<Context>({ schema });
