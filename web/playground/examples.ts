/** The tabs that the playground opens with. A test holds them against the schema. */
export const examples = [
  {
    query: `# What most people like: works with the API key.
query Popular {
  popularItems(limit: 5) {
    source
    degraded
    modelVersion
    items {
      score
      item {
        itemId
        title
        categories
      }
      reasons {
        code
        share
      }
    }
  }
}
`,
  },
  {
    query: `# Items like one: put an id of the catalogue into the variables.
query Similar($itemId: ID!) {
  similarItems(itemId: $itemId, limit: 5) {
    source
    items {
      score
      item {
        itemId
        title
      }
      reasons {
        code
        evidence {
          itemIds
          attributes
        }
      }
    }
  }
}
`,
    variables: '{\n  "itemId": "1"\n}',
  },
  {
    query: `# Needs a user token: npm run -s token -- --user u1
query ForYou {
  recommendations(limit: 10) {
    recommendationId
    source
    generatedAt
    items {
      score
      item {
        itemId
        title
      }
      reasons {
        code
        evidence {
          itemIds
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Needs a user token. Run it while the next tab listens.
mutation Record($input: RecordInteractionInput!) {
  recordInteraction(input: $input) {
    eventId
    itemId
    timestamp
    recordedAt
  }
}
`,
    variables: '{\n  "input": {\n    "itemId": "1",\n    "eventType": "CLICK"\n  }\n}',
  },
  {
    query: `# Needs the token of the same user; lists arrive as interactions are recorded.
subscription Listen($userId: ID!) {
  onRecommendation(userId: $userId) {
    recommendationId
    source
    basedOn
    items {
      score
      item {
        itemId
        title
      }
      reasons {
        code
        evidence {
          itemIds
        }
      }
    }
  }
}
`,
    variables: '{\n  "userId": "u1"\n}',
  },
];
