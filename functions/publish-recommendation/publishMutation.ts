/**
 * Subscribers get no field that the mutation did not select, so it selects every one:
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export const publishMutation = `mutation PublishRecommendation($input: PublishRecommendationInput!) {
  publishRecommendation(input: $input) {
    recommendationId
    userId
    placement
    items {
      itemId
      item {
        itemId
        title
        description
        categories
        tags
        brand
        creator
        price
        imageUrl
        availableFrom
        availableUntil
        hidden
        attributes
        createdAt
        updatedAt
      }
      score
      reasons { code evidence { itemIds attributes } share }
    }
    nextToken
    source
    degraded
    degradedReason
    modelVersion
    generatedAt
    basedOn
  }
}`;
