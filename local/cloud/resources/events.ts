import { arn, nameOf, type ResourceType } from './resource-type.ts';

export const eventBus: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'Name');
    return { ref: name, attributes: { Arn: arn(place, 'events', `event-bus/${name}`), Name: name } };
  },
  provision: ({ ref }, { services }) => services.eventBridge.addBus(ref),
};

export const eventRule: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'Name');
    return { ref: name, attributes: { Arn: arn(place, 'events', `rule/${name}`) } };
  },
  provision: ({ ref, properties }, { services }) => {
    services.eventBridge.putRule({ ...properties, Name: ref });
  },
};
