/** The type of a node that stands for what a component is handed. */
export const COMPONENT_PROPERTIES = 'ComponentProperties';
