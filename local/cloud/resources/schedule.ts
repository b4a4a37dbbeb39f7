import { arn, nameOf, type ResourceType } from './resource-type.ts';

export const schedule: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'Name');
    return { ref: name, attributes: { Arn: arn(place, 'scheduler', `schedule/default/${name}`) } };
  },
  activate: ({ ref, properties }, { schedules }) => {
    schedules.push({ ...properties, Name: ref });
  },
};
