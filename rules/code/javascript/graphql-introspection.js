const { graphqlHTTP } = require('express-graphql');

// ruleid: javascript.graphql-introspection
app.use('/graphql', graphqlHTTP({ schema, graphiql: true }));
// ruleid: javascript.graphql-introspection
const server = new ApolloServer({ typeDefs, resolvers, introspection: true });
// ok: javascript.graphql-introspection
const good = new ApolloServer({ typeDefs, introspection: process.env.NODE_ENV !== 'production' });
// ok: javascript.graphql-introspection
const quiet = new ApolloServer({ typeDefs, introspection: false });
// ok: javascript.graphql-introspection
const page = editor({ playground: true });
