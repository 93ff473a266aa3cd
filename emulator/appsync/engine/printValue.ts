import { Kind } from 'graphql';
import type { ValueNode } from 'graphql';

/** A literal as AppSync's engine (graphql-java) prints it in its messages: `StringValue{value='x'}`. */
export function printValue(node: ValueNode): string {
  switch (node.kind) {
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.INT:
      return `IntValue{value=${node.value}}`;
    case Kind.FLOAT:
      return `FloatValue{value=${node.value}}`;
    case Kind.BOOLEAN:
      return `BooleanValue{value=${node.value}}`;
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(printValue).join(', ')}]}`;
    case Kind.OBJECT: {
      const fields = node.fields.map(
        (field) => `ObjectField{name='${field.name.value}', value=${printValue(field.value)}}`,
      );
      return `ObjectValue{objectFields=[${fields.join(', ')}]}`;
    }
  }
}
